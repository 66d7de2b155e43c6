/**
 * What goes on, in numbers: the meters of each provider in Keycloak's own registry, which its management interface shows
 * under {@code /metrics}. Where Keycloak's metrics are switched off, the registry takes what it is given and shows it to
 * nobody, so nothing here has to know.
 *
 * <p>Entry type: {@code MigrationMetrics}, which the edge keeps. Fed with runs of scripts, migrations and whether the
 * legacy system can be asked. The only package that imports Micrometer.
 */
package dev.lazymigration.metrics;
