package dev.lazymigration.closing;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What finishing a migration would mean at this moment.
 *
 * @param linked users who have no password in Keycloak yet, and could not prove their legacy one any more
 * @param recent who came across by a legacy password lately
 * @param hashes users of the realm whose password Keycloak cannot verify without this JAR
 * @param untold how many users the legacy system has not been told of
 */
public record Outlook(Users linked, RecentLogins recent, Users hashes, long untold) {

    public Outlook {
        Objects.requireNonNull(linked, "linked");
        Objects.requireNonNull(recent, "recent");
        Objects.requireNonNull(hashes, "hashes");
    }

    /**
     * Some users.
     *
     * @param total how many they are
     * @param sample the ids of a few of them; unmodifiable
     */
    public record Users(long total, List<String> sample) {

        public Users {
            sample = List.copyOf(sample);
        }
    }

    /**
     * First logins by a legacy password.
     *
     * @param days within how many days
     * @param total how many there were
     */
    public record RecentLogins(int days, long total) {}

    /** Something that speaks against it; none of them is a bar, since a finished migration can be reopened. */
    public enum Objection {
        LINKED_USERS,
        RECENT_LOGINS,
        FOREIGN_HASHES,
        UNTOLD_USERS;

        /** The word for it in the admin API. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Everything that speaks against it. */
    public List<Objection> objections() {
        return Stream.of(Objection.values())
                .filter(objection -> weight(objection) > 0)
                .toList();
    }

    /** How many users an objection is about. */
    public long weight(Objection objection) {
        return switch (objection) {
            case LINKED_USERS -> linked.total();
            case RECENT_LOGINS -> recent.total();
            case FOREIGN_HASHES -> hashes.total();
            case UNTOLD_USERS -> untold;
        };
    }
}
