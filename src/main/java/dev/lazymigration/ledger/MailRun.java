package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The mails with links to a new password that the server sends by itself for a provider.
 *
 * @param realmId the realm's id
 * @param providerId the id of the lazy-migration provider in that realm
 * @param perMinute how many are to be sent in a minute; empty when none is to be sent any more
 * @param linksFrom the address with which the links begin, before the server's own settings about that
 * @param problem why they have stopped; empty when nothing was the matter
 * @param claim who is at it
 */
public record MailRun(
        String realmId, String providerId, OptionalInt perMinute, String linksFrom, String problem, RunClaim claim)
        implements ClaimableRun<MailRun> {

    public MailRun {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(perMinute, "perMinute");
        Objects.requireNonNull(linksFrom, "linksFrom");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(claim, "claim");
    }

    /** The same at another pace, whatever stopped them before. */
    public MailRun paced(int newPerMinute, String newLinksFrom) {
        return new MailRun(realmId, providerId, OptionalInt.of(newPerMinute), newLinksFrom, "", claim);
    }

    /** The same, over. */
    public MailRun ended(String newProblem) {
        return new MailRun(realmId, providerId, OptionalInt.empty(), linksFrom, newProblem, claim);
    }

    /** The same in the hands of somebody else. */
    public MailRun claimed(RunClaim newClaim) {
        return new MailRun(realmId, providerId, perMinute, linksFrom, problem, newClaim);
    }

    @Override
    public MailRun claimedUntil(Instant until) {
        return claimed(claim.prolonged(until));
    }

    /** Whether they are wanted, and nobody is at it. */
    public boolean isAbandoned(Instant now) {
        return perMinute.isPresent() && !isClaimed(now);
    }
}
