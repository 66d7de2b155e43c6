/**
 * The admin API of a provider, under {@code /admin/realms/{realm}/lazy-migration/{providerId}/}: how the migration goes,
 * who was migrated, what went wrong, and the lifting of tombstones. Permissions are checked before anything is looked at.
 *
 * <p>Entry type: {@link dev.lazymigration.admin.AdminApiFactory}, which Keycloak finds as a service. Calls {@link
 * dev.lazymigration.ledger} and {@link dev.lazymigration.migration.LegacyWatch}; nobody calls it.
 */
package dev.lazymigration.admin;
