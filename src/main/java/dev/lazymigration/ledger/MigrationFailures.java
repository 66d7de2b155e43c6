package dev.lazymigration.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What went wrong, within one Keycloak transaction. Not safe for use by several threads. */
public interface MigrationFailures {

    /** How many groups are kept for a provider; the oldest go first. */
    int MAX_GROUPS = 100_000;

    /** How long a group is kept after the last time. */
    Duration MAX_AGE = Duration.ofDays(180);

    /**
     * Writes it down, or counts it if it has happened before.
     *
     * @param times how often it has happened, 1 or more
     * @throws org.keycloak.models.ModelDuplicateException when another transaction is writing the same one for the first
     *     time; the transaction is lost then
     */
    void add(Failure failure, long times);

    /** Writes down what has happened once. */
    default void add(Failure failure) {
        add(failure, 1);
    }

    /** The failures of a provider, newest first. */
    List<FailureGroup> list(String providerId, FailureFilter filter, Page page);

    /**
     * The failures of a provider from a place in its list on, newest first. Who goes on from stretch to stretch gets none
     * twice, whatever happens meanwhile; one that happens again moves to the beginning, and he may miss it.
     *
     * @param from empty for the beginning
     * @param max how many at most, 1 or more
     */
    Stretch<FailureGroup> read(String providerId, FailureFilter filter, Optional<Bookmark> from, int max);

    /** How many groups a provider has of each kind; a kind without any may be missing. */
    Map<FailureKind, Long> count(String providerId);

    /**
     * Forgets some of what is too old or too much: not all at once, since others may wait for it.
     *
     * @return whether there may be more of it
     */
    boolean prune(String providerId);

    /** Forgets everything about a provider that is being removed. */
    void forgetProvider(String providerId);

    /** Forgets everything about a realm that is being removed. */
    void forgetRealm(String realmId);
}
