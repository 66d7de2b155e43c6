/**
 * What is configured: by a realm's administrator for one provider, its keys with labels, help texts and defaults; and by
 * the server's operator for all of them. Each is read into one immutable record.
 *
 * <p>Entry types: {@link dev.lazymigration.config.ConfigProperties} for the console,
 * {@link dev.lazymigration.config.MigrationConfig} and {@link dev.lazymigration.config.ServerOptions} for everybody else,
 * and {@link dev.lazymigration.config.AdminMessages} for whatever refuses something in the language of the administrator.
 * Called by the SPI edge, {@code admin} and {@code closing}.
 */
package dev.lazymigration.config;
