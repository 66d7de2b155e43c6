/**
 * Keeps a legacy system that is slow, down or overrun from taking Keycloak's threads: whoever is in Keycloak already has
 * to go on logging in meanwhile. How much may be under way at a time, and when nothing is asked any more.
 *
 * <p>Entry type: {@link dev.lazymigration.protection.ProtectedDirectory}, around a directory that really asks. Calls
 * {@link dev.lazymigration.legacy} and the circuit breaker and bulkhead of Resilience4j, of which nobody else knows; the
 * edge calls it. See {@code docs/adr/0012-a-legacy-system-that-fails-is-left-alone.md}.
 */
package dev.lazymigration.protection;
