/**
 * Looks through the whole list of users of a legacy system before they come, and says what would keep them out and what they
 * would lose; nothing is written but the report. Of the rows, only hashes of their ids, names and addresses are kept while
 * it reads, so that it needs little memory, whatever the size of the list.
 *
 * <p>Entry types: {@link dev.lazymigration.audit.AuditDesk}, where audits are begun, stopped and looked at, and {@link
 * dev.lazymigration.audit.AuditReport}, which is what they find. Called by the admin API. Reads pages as {@link
 * dev.lazymigration.sync} does, and asks {@link dev.lazymigration.migration.BulkRehearsal} about their rows.
 */
package dev.lazymigration.audit;
