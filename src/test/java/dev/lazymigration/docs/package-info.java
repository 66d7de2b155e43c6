/** Holds the documentation to what it says: its examples are run, its tables and links compared with the code. */
package dev.lazymigration.docs;
