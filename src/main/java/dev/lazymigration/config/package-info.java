/**
 * The configuration of one provider: its keys with labels, help texts and defaults, and the one immutable record into
 * which they are read.
 *
 * <p>Entry types: {@link dev.lazymigration.config.ConfigProperties} for the console and
 * {@link dev.lazymigration.config.MigrationConfig} for everybody else. Called by the SPI edge.
 */
package dev.lazymigration.config;
