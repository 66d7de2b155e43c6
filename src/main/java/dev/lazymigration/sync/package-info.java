/**
 * Brings across in bulk whoever does not come by himself: reads the list of the legacy system page by page, and writes each
 * page in a transaction of its own together with how far it has come. So a sync needs the memory of one page, keeps no
 * login waiting for longer than one page takes, and goes on where it was, whatever ended the server.
 *
 * <p>Entry types: {@link dev.lazymigration.sync.SyncDesk}, where syncs are begun, stopped and looked at, and {@link
 * dev.lazymigration.sync.SyncSource}, by which the SPI edge says what is to be read. Called by the SPI edge and the admin
 * API; audits are begun by a {@link dev.lazymigration.sync.RunDesk} and read pages by a {@link
 * dev.lazymigration.sync.ListRunner}, too, and {@code closing} claims its mails in a {@link dev.lazymigration.sync.ClaimTransaction}.
 */
package dev.lazymigration.sync;
