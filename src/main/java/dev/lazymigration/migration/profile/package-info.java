/**
 * How a legacy profile reads in Keycloak's terms: fields, attributes, and what else belongs to a user. Decides, and
 * writes nothing.
 *
 * <p>Entry type: {@link dev.lazymigration.migration.profile.ProfileMapping}. Called by {@link
 * dev.lazymigration.migration} and the SPI edge.
 */
package dev.lazymigration.migration.profile;
