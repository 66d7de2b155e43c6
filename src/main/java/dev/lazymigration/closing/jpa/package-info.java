/**
 * Who still needs the legacy system or this JAR, by Keycloak's own tables.
 *
 * <p>Entry types: {@link dev.lazymigration.closing.jpa.LinkedUsers}, {@link
 * dev.lazymigration.closing.jpa.PasswordDemand} and {@link dev.lazymigration.closing.jpa.ForeignHashes}. Called by {@link dev.lazymigration.closing}.
 */
package dev.lazymigration.closing.jpa;
