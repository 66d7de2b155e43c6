package dev.lazymigration.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The legacy systems' mail, within one Keycloak transaction: who is still to be told of whom. Not safe for use by several
 * threads.
 *
 * <p>Several nodes work through it. Whoever wants to tell of a user claims the line first, for as long as that can take;
 * a node that ends in the middle leaves a line that is due again after that time.
 */
public interface Notices {

    /** Writes a line. */
    void add(Notice notice);

    /**
     * The line that is due first, whether its time has come or not.
     *
     * @param providersToSkip the ids of providers whose lines do not matter
     */
    Optional<Notice> next(Collection<String> providersToSkip);

    /**
     * Takes a line for one attempt.
     *
     * @return the line as it is now; empty when another node was faster, or when it is gone
     */
    Optional<Notice> claim(Notice notice, Duration atMost);

    /** It is done, or nobody wants it any more. */
    void remove(Notice notice);

    /** It is to be tried again at that time. Does nothing when the claim has passed to somebody else. */
    void postpone(Notice claimed, Instant until);

    /** The attempt did not take place. Does nothing when the claim has passed to somebody else. */
    void handBack(Notice claimed, Instant until);

    /**
     * It is not tried any more. Does nothing when the claim has passed to somebody else.
     *
     * @return whether it was still claimed
     */
    boolean giveUp(Notice claimed);

    /** Of how many users a provider's legacy system has not been told yet, or never will be. */
    long count(String providerId);

    /** Starts again with everything about a provider that waits or was given up; what is being tried goes on. */
    void startAgain(String providerId);

    /** Forgets what is to be told of a Keycloak user who is being removed. */
    void forgetUser(String realmId, String userId);

    /** Forgets everything about a provider. */
    void forgetProvider(String providerId);

    /** Forgets everything about a realm that is being removed. */
    void forgetRealm(String realmId);
}
