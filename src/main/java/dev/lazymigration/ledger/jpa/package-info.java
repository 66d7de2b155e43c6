/**
 * Keeps the ledger in a table of Keycloak's own database: the entity, its change log, its queries.
 *
 * <p>Entry type: {@link dev.lazymigration.ledger.jpa.JpaMigrationLedger}. The only package that imports JPA.
 */
package dev.lazymigration.ledger.jpa;
