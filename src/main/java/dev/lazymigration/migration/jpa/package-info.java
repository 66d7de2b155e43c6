/**
 * What the migration has to say to Keycloak's tables directly, since Keycloak's own interfaces have no word for it.
 *
 * <p>Entry types: {@link dev.lazymigration.migration.jpa.NewerUser} and {@link
 * dev.lazymigration.migration.jpa.DeadlockRetry}. Called by {@link dev.lazymigration.migration}, by
 * {@code sync} when it claims a run, and by {@code admin} for the names in its lists.
 */
package dev.lazymigration.migration.jpa;
