package dev.lazymigration.closing;

import dev.lazymigration.legacy.LegacyTotal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What finishing a migration would mean at this moment.
 *
 * @param unmigrated who is in the legacy system and not in Keycloak
 * @param linked users who have no password in Keycloak yet, and could not prove their legacy one any more
 * @param recent who has proved a legacy password lately
 * @param hashes users of the realm whose password Keycloak cannot verify without this JAR
 * @param untold how many users the legacy system has not been told of
 * @param syncing whether a sync is under way
 */
public record Findings(
        Unmigrated unmigrated, Users linked, RecentLogins recent, Users hashes, long untold, boolean syncing) {

    public Findings {
        Objects.requireNonNull(unmigrated, "unmigrated");
        Objects.requireNonNull(linked, "linked");
        Objects.requireNonNull(recent, "recent");
        Objects.requireNonNull(hashes, "hashes");
    }

    /**
     * The users of the legacy system who have not come across.
     *
     * @param total how many users it has
     * @param migrated how many have come across
     */
    public record Unmigrated(LegacyTotal total, long migrated) {

        public Unmigrated {
            Objects.requireNonNull(total, "total");
        }

        /** How many they are; empty when nobody can say. */
        public OptionalLong remaining() {
            return total.without(migrated);
        }
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
     * Users who have proved their legacy password, each of them once.
     *
     * @param days within how many days
     * @param total how many there were
     */
    public record RecentLogins(int days, long total) {}

    /** Something that speaks against it; none of them is a bar, since a finished migration can be reopened. */
    public enum Objection {
        UNMIGRATED_USERS,
        UNKNOWN_USERS,
        LINKED_USERS,
        RECENT_LOGINS,
        FOREIGN_HASHES,
        UNTOLD_USERS,
        SYNC_UNDER_WAY;

        /** The word for it in the admin API. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The same with a sync under way, which has begun since. */
    public Findings whileSyncing() {
        return new Findings(unmigrated, linked, recent, hashes, untold, true);
    }

    /** Everything that speaks against it. */
    public List<Objection> objections() {
        return Stream.of(Objection.values())
                .filter(objection -> weight(objection) > 0)
                .toList();
    }

    /** How many users an objection is about, 1 when it is about none in particular; 0 when it does not hold. */
    public long weight(Objection objection) {
        return switch (objection) {
            case UNMIGRATED_USERS -> unmigrated.remaining().orElse(0);
            case UNKNOWN_USERS -> unmigrated.remaining().isPresent() ? 0 : 1;
            case LINKED_USERS -> linked.total();
            case RECENT_LOGINS -> recent.total();
            case FOREIGN_HASHES -> hashes.total();
            case UNTOLD_USERS -> untold;
            case SYNC_UNDER_WAY -> syncing ? 1 : 0;
        };
    }
}
