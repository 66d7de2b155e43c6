/**
 * The admin API of a provider, under {@code /admin/realms/{realm}/lazy-migration/{providerId}/}: how the migration goes,
 * who was migrated, what went wrong, the lifting of tombstones, the trial of scripts, audits and syncs. Permissions are checked before
 * anything is looked at.
 *
 * <p>Entry type: {@link dev.lazymigration.admin.AdminApiFactory}, which Keycloak finds as a service. Calls {@link
 * dev.lazymigration.ledger}, {@link dev.lazymigration.migration.LegacyWatch}, {@link
 * dev.lazymigration.migration.LegacyTrials}, {@link dev.lazymigration.migration.Rehearsal} and {@link
 * dev.lazymigration.migration.MigrationLog}; nobody calls it.
 */
package dev.lazymigration.admin;
