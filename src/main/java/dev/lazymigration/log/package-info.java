/**
 * What all log lines of this project have in common: their form, {@code key=value}, which nobody's name can break out of,
 * and how often one may come again. Called by whoever writes log lines; calls nobody.
 */
package dev.lazymigration.log;
