/**
 * The edge to Keycloak: the user storage provider and its factory, thin. Keycloak calls it; everything else is behind
 * it, and nothing else may call it.
 */
package dev.lazymigration;
