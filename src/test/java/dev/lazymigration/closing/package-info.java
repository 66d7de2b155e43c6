/** The end of a migration on a real Keycloak: everybody logs in before and after it, or is told why not. */
package dev.lazymigration.closing;
