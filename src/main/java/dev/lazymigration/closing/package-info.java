/**
 * The end of a migration: what speaks against it, the end itself and the way back, and who keeps a provider from being
 * deleted too early.
 *
 * <p>Entry types: {@link dev.lazymigration.closing.Closing}, {@link dev.lazymigration.closing.Gathering} and {@link
 * dev.lazymigration.closing.ResetMails}, called by {@code admin}, {@link dev.lazymigration.closing.NewPasswords} and {@link
 * dev.lazymigration.closing.MailDesk}, called by both {@code admin} and the SPI edge, and {@link
 * dev.lazymigration.closing.RemovalGuard}, called by the SPI edge.
 */
package dev.lazymigration.closing;
