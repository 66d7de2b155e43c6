/**
 * How a legacy system is told of migrated users, after the import and apart from any login.
 *
 * <p>Entry types: {@link dev.lazymigration.migration.notice.NoticeSettings} for what is wanted. Called by the import and
 * the SPI edge.
 */
package dev.lazymigration.migration.notice;
