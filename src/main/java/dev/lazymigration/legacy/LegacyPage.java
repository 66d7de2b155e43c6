package dev.lazymigration.legacy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One page of the list of users.
 *
 * @param total how many users the list has in all, as far as the legacy system says
 * @param rows in its order; unmodifiable
 * @param cursor by which the next page is asked for, as JSON text; empty when the legacy system has none, or no further
 *     page
 */
public record LegacyPage(OptionalLong total, List<Row> rows, Optional<String> cursor) {

    /** The longest cursor that is accepted, in characters of JSON: it is kept in Keycloak's database. */
    public static final int LONGEST_CURSOR = 2_000;

    public LegacyPage {
        Objects.requireNonNull(total, "total");
        rows = List.copyOf(rows);
        Objects.requireNonNull(cursor, "cursor");
    }

    /**
     * One line of the list.
     *
     * @param user who it is; empty when the line is none
     * @param problem why it is none, for the administrator; empty when it is one
     */
    public record Row(Optional<LegacyUser> user, String problem) {

        public Row {
            if (user.isPresent() != problem.isEmpty()) {
                throw new IllegalArgumentException("A row is a user or has a problem");
            }
        }

        public static Row of(LegacyUser user) {
            return new Row(Optional.of(user), "");
        }

        public static Row unusable(String problem) {
            return new Row(Optional.empty(), problem);
        }
    }
}
