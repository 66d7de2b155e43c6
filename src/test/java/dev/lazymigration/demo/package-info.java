/**
 * A migration to watch, on one machine with nothing but a JDK: {@code ./mvnw -Pdemo}. It stands on the test kit.
 */
package dev.lazymigration.demo;
