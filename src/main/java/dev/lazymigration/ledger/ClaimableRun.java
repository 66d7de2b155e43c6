package dev.lazymigration.ledger;

import java.time.Instant;

/**
 * Something that is done for a provider over a time, by one node of the cluster at a time.
 *
 * @param <R> its kind
 */
public sealed interface ClaimableRun<R extends ClaimableRun<R>> permits ListRun, MailRun {

    /** The realm's id. */
    String realmId();

    /** The id of the lazy-migration provider in that realm. */
    String providerId();

    /** Why it is over before its end; empty when nothing was the matter. */
    String problem();

    /** Who is at it. */
    Claim claim();

    /** Somebody's right to go on with it. */
    interface Claim {

        /** His, and nobody else's. */
        String id();

        /** When anybody else may take over or begin anew, unless it is prolonged. */
        Instant until();
    }

    /** The same, claimed until another time. */
    R claimedUntil(Instant until);

    /** Whether somebody is at it, as far as can be told; he may be about to leave off. */
    default boolean isClaimed(Instant now) {
        return now.isBefore(claim().until());
    }
}
