/**
 * The memory of the migration: which legacy user became which Keycloak user, when and how. It makes an import happen
 * once, also in a cluster, and remembers users who were deleted in Keycloak, so that they do not come back by themselves.
 *
 * <p>Entry type: {@link dev.lazymigration.ledger.MigrationLedger}. Called by {@link dev.lazymigration.migration} and
 * the SPI edge; where it is kept is the business of {@code ledger.jpa} alone.
 */
package dev.lazymigration.ledger;
