/**
 * Keeps the ledger in a table of Keycloak's own database: the entity, its change log, its queries.
 *
 * <p>Entry type: {@link dev.lazymigration.ledger.jpa.JpaMigrationLedger}. Called through the interface beside it.
 */
package dev.lazymigration.ledger.jpa;
