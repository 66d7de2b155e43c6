/**
 * The part of the legacy system in the traces of Keycloak's requests: a span for each question, and within it one for each
 * call of a script that leaves the server. Where tracing is off, Keycloak's own provider of it does nothing, and neither
 * does this.
 *
 * <p>Entry types: {@code TracedDirectory}, {@code TracedListing} and {@code TracedModule}, which the edge puts around a legacy system. The only
 * package that imports OpenTelemetry.
 */
package dev.lazymigration.tracing;
