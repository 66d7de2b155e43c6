/**
 * What a user of the legacy system <em>is</em>, what can be asked about him, and how each question can end.
 *
 * <p>Entry type: {@link dev.lazymigration.legacy.LegacyDirectory}. Everybody may call it; it imports nothing but the
 * JDK, so that neither Keycloak nor a script engine leaks into the vocabulary.
 */
package dev.lazymigration.legacy;
