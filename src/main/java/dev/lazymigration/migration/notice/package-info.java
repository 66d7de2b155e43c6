/**
 * How a legacy system is told of migrated users, after the import and apart from any login.
 *
 * <p>Entry types: {@link dev.lazymigration.migration.notice.NoticeWriter} writes down of whom, in the transaction of the
 * import; {@link dev.lazymigration.migration.notice.NoticeWorkers} do the telling. Called by the import and the SPI edge.
 */
package dev.lazymigration.migration.notice;
