package dev.lazymigration.admin;

import dev.lazymigration.legacy.LegacyTotal;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much of a migration is left.
 *
 * @param total how many users the legacy system has
 * @param migrated how many have come across
 * @param perDay how many on each of the last days, the oldest first, today last
 */
record Outlook(LegacyTotal total, long migrated, List<Long> perDay) {

    /** A week, since people do not log in on all days of one alike. */
    private static final int DAYS = 7;

    Outlook {
        perDay = List.copyOf(perDay);
    }

    /** How many users are left. */
    OptionalLong remaining() {
        return total.without(migrated);
    }

    /**
     * In how many days nobody is left if it goes on as on the last seven full days; empty if it would go on for ever, or
     * nobody knows how many are left.
     */
    OptionalLong days() {
        if (remaining().isEmpty()) {
            return OptionalLong.empty();
        }
        long remaining = remaining().getAsLong();
        if (remaining == 0) {
            return OptionalLong.of(0);
        }
        int today = perDay.size() - 1;
        long inTheWeek = perDay.subList(Math.max(0, today - DAYS), Math.max(0, today)).stream()
                .mapToLong(Long::longValue)
                .sum();
        return inTheWeek == 0
                ? OptionalLong.empty()
                : OptionalLong.of((long) Math.ceil((double) remaining * DAYS / inTheWeek));
    }
}
