/**
 * What the integration tests and the demo stand on: a real Keycloak started from its distribution with the JAR that
 * users install, a real PostgreSQL in the part of the legacy system, a browser without JavaScript, a mailbox, and a
 * look into Keycloak's own tables.
 *
 * <p>Entry type: {@link dev.lazymigration.testkit.LazyMigrationTest}. Names follow Keycloak's test framework. Nothing
 * here imports the code under test: it meets that only as a user does, through the server.
 */
package dev.lazymigration.testkit;
