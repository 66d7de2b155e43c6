/** What an operator does to a server: another database, commands, the JAR taken away. */
package dev.lazymigration.server;
