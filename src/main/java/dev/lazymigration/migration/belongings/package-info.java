/**
 * Gives an imported user what he had beside his profile: roles, groups, organizations, required actions, a second
 * factor, identities at identity providers. Whatever Keycloak has no place for is reported and never stops an import.
 *
 * <p>Entry type: {@link dev.lazymigration.migration.belongings.BelongingsWriter}. Called by {@link
 * dev.lazymigration.migration} within the transaction of an import.
 */
package dev.lazymigration.migration.belongings;
