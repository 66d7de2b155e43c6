/**
 * The host primitives under the Node modules that scripts {@code require}: databases, directories, hashes, random bytes. The modules
 * themselves are small JavaScript files in the resource folder of the same name.
 *
 * <p>Entry types: {@code HostPrimitives}, called by {@link dev.lazymigration.script} alone, and {@link
 * dev.lazymigration.script.module.PasswordHashing}, the hash functions for {@code dev.lazymigration.hash}. Knows the
 * drivers of databases and directories, pool and hash libraries, but neither Rhino nor Keycloak.
 */
package dev.lazymigration.script.module;
