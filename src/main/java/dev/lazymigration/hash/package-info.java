/**
 * Passwords that another system has hashed, as credentials of Keycloak: they are read from what the other system has
 * stored, kept in Keycloak's database as they are, verified at the next login and hashed anew by Keycloak then.
 *
 * <p>Entry types: {@link dev.lazymigration.hash.ForeignHash#read}, for whoever writes users in bulk, and the
 * factories, which Keycloak's service loader creates. Computes nothing itself: calls {@link
 * dev.lazymigration.script.module}, where the hash functions of the scripts are, with their limits.
 */
package dev.lazymigration.hash;
