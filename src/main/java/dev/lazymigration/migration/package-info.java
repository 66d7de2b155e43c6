/**
 * Brings one user across: how a legacy profile reads in Keycloak's terms, who a user is before he has proved his
 * password, and the moment in which he becomes a user of Keycloak's own store.
 *
 * <p>Entry types: {@link dev.lazymigration.migration.PendingUser}, which stands for a user who is not migrated yet, and
 * {@link dev.lazymigration.migration.UserImporter}, the only place that writes. Called by the SPI edge. {@link
 * dev.lazymigration.migration.Rehearsal} says for the admin API what the importer would do, {@link
 * dev.lazymigration.migration.BulkRehearsal} for audits what a sync would do.
 */
package dev.lazymigration.migration;
