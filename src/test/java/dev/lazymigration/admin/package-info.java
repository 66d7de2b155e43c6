/** The admin API on a real server. */
package dev.lazymigration.admin;
