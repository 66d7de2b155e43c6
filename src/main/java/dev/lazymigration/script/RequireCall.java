package dev.lazymigration.script;

/**
 * A module that a source requires by its name.
 *
 * @param name what is between the quotes
 * @param line counted from 1
 * @param certain whether nothing in the source says that it may do without: a condition, or a {@code try} that catches
 */
record RequireCall(String name, int line, boolean certain) {}
