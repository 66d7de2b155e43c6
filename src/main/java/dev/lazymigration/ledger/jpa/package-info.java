/**
 * Keeps the ledger and the failures in tables of Keycloak's own database: the entity, its change log, its queries.
 *
 * <p>Entry types: {@link dev.lazymigration.ledger.jpa.JpaMigrationLedger} and {@link
 * dev.lazymigration.ledger.jpa.JpaMigrationFailures}. Called through the interfaces beside them.
 */
package dev.lazymigration.ledger.jpa;
