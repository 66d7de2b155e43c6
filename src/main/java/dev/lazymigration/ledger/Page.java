package dev.lazymigration.ledger;

/**
 * A part of a list.
 *
 * @param first how many are left out before it
 * @param max how many it has at most
 */
public record Page(int first, int max) {

    public Page {
        if (first < 0 || max < 0) {
            throw new IllegalArgumentException("A page starts at 0 or later, and does not have fewer than no lines");
        }
    }
}
