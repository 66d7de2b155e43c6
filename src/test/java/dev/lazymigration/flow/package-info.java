/**
 * What a user who is not migrated yet meets, one class for each way in: the installed JAR, a real Keycloak on a real
 * PostgreSQL, and a legacy database that is another real PostgreSQL.
 */
package dev.lazymigration.flow;
