package dev.lazymigration.admin;

import dev.lazymigration.closing.Findings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Whether a migration is finished and what that means, in JSON.
 *
 * @param finished whether it is
 * @param since since when, in milliseconds since 1970; missing when it is not
 * @param unmigrated users of the legacy system who have not come across
 * @param linked users who have no password in Keycloak yet
 * @param recentLogins who has proved a legacy password lately
 * @param hashes users of the realm whose password Keycloak cannot verify without the JAR
 * @param untold how many users the legacy system has not been told of
 * @param syncing whether a sync is under way
 * @param objections what speaks against finishing it
 * @param stragglers what that does for whoever has not proved a password; missing when it leaves them, or was finished before
 */
public record FinishRepresentation(
        boolean finished,
        Long since,
        Unmigrated unmigrated,
        Users linked,
        RecentLogins recentLogins,
        Users hashes,
        long untold,
        boolean syncing,
        List<Objection> objections,
        Stragglers stragglers) {

    /**
     * Those who have not come across.
     *
     * @param total how many users the legacy system has; missing when nobody can say
     * @param remaining how many of them have not come across; missing without a total
     * @param problem why that could not be found out; missing when it could, or when there is nobody to ask
     */
    public record Unmigrated(Long total, Long remaining, String problem) {

        static Unmigrated of(Findings.Unmigrated unmigrated) {
            String problem = unmigrated.total().problem();
            return new Unmigrated(
                    nullable(unmigrated.total().users()),
                    nullable(unmigrated.remaining()),
                    problem.isEmpty() ? null : problem);
        }

        private static Long nullable(OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
    }

    /**
     * Some users.
     *
     * @param total how many they are
     * @param sample a few of them
     */
    public record Users(long total, List<Known> sample) {

        static Users of(Findings.Users users, UnaryOperator<String> usernames) {
            return new Users(
                    users.total(),
                    users.sample().stream()
                            .map(id -> new Known(id, usernames.apply(id)))
                            .toList());
        }
    }

    /** A user of Keycloak, by id and name. */
    public record Known(String userId, String username) {}

    /** How many proved theirs within how many days. */
    public record RecentLogins(int days, long total) {}

    /**
     * Something that speaks against it.
     *
     * @param code {@code unmigrated-users}, {@code unknown-users}, {@code linked-users}, {@code recent-logins},
     *     {@code foreign-hashes}, {@code untold-users} or {@code sync-under-way}
     * @param explanation the same for people
     */
    public record Objection(String code, String explanation) {

        private static Objection of(Findings.Objection objection, Findings findings) {
            long users = findings.weight(objection);
            return new Objection(
                    objection.label(),
                    switch (objection) {
                        case UNMIGRATED_USERS ->
                            "%d users of the legacy system have not come across: nobody will know them"
                                    .formatted(users);
                        case UNKNOWN_USERS -> "nobody can say how many users of the legacy system have not come across";
                        case LINKED_USERS ->
                            "%d users have no password in Keycloak yet: they will need \"forgot password\""
                                            .formatted(users)
                                    + " or an identity provider to get in";
                        case RECENT_LOGINS ->
                            "%d users proved their legacy password within %d days: others will be"
                                            .formatted(users, findings.recent().days())
                                    + " told that theirs is wrong";
                        case FOREIGN_HASHES ->
                            "%d passwords of the realm need the JAR in the server, also after the end".formatted(users);
                        case SYNC_UNDER_WAY -> "a sync is under way: finished now, it would not read the whole list";
                        case UNTOLD_USERS ->
                            "the legacy system will not be told of %d users who are across".formatted(users);
                    });
        }
    }

    /**
     * What finishing it does for whoever has not proved a password.
     *
     * @param fate {@code create}
     * @param syncFirst whether a sync has to come to the end of the list before
     * @param toSync how many users it has to bring; missing when nobody can say
     * @param toUpdatePassword of how many users who are across Keycloak demands a new password
     * @param problem why it cannot be finished like that now; missing when it can
     */
    public record Stragglers(String fate, boolean syncFirst, Long toSync, long toUpdatePassword, String problem) {

        private static final String CREATE = dev.lazymigration.closing.Stragglers.CREATE.label();

        /** Everybody is across who can be. */
        static Stragglers gathered(long toUpdatePassword) {
            return new Stragglers(CREATE, false, 0L, toUpdatePassword, null);
        }

        /** @param problem empty when there is none */
        static Stragglers toBeGathered(Findings findings, long toUpdatePassword, Optional<String> problem) {
            Long toSync = Unmigrated.nullable(findings.unmigrated().remaining());
            return new Stragglers(CREATE, true, toSync, toUpdatePassword, problem.orElse(null));
        }
    }

    /** @param usernames by the ids of users, null for who is not there any more */
    static FinishRepresentation of(
            Optional<Instant> finished,
            Findings findings,
            Optional<Stragglers> stragglers,
            UnaryOperator<String> usernames) {
        return new FinishRepresentation(
                finished.isPresent(),
                finished.map(Instant::toEpochMilli).orElse(null),
                Unmigrated.of(findings.unmigrated()),
                Users.of(findings.linked(), usernames),
                new RecentLogins(findings.recent().days(), findings.recent().total()),
                Users.of(findings.hashes(), usernames),
                findings.untold(),
                findings.syncing(),
                findings.objections().stream()
                        .map(objection -> Objection.of(objection, findings))
                        .toList(),
                stragglers.orElse(null));
    }
}
