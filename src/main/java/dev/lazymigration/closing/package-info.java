/**
 * The end of a migration: what speaks against it, the end itself and the way back, and who keeps a provider from being
 * deleted too early.
 *
 * <p>Entry types: {@link dev.lazymigration.closing.Closing} and {@link
 * dev.lazymigration.closing.ResetMails}, called by {@code admin}, and {@link
 * dev.lazymigration.closing.RemovalGuard}, called by the SPI edge.
 */
package dev.lazymigration.closing;
