/**
 * The memory of the migration: which legacy user became which Keycloak user, when and how. It makes an import happen
 * once, also in a cluster, and remembers users who were deleted in Keycloak, so that they do not come back by themselves.
 *
 * <p>Beside it, what went wrong: users who were refused, and what of others did not come across.
 *
 * <p>Entry types: {@link dev.lazymigration.ledger.MigrationLedger} and {@link
 * dev.lazymigration.ledger.MigrationFailures}. Called by {@link dev.lazymigration.migration}, {@code admin} and the SPI
 * edge; where they are kept is the business of {@code ledger.jpa} alone.
 */
package dev.lazymigration.ledger;
