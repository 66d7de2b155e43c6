package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyPage.Row;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Judges a page of users.
 *
 * @param user whom an answer describes, if it has an id
 * @param redaction takes secrets out of what is said about a row
 */
record PageVerdict(Function<Object, Optional<LegacyUser>> user, Redaction redaction) {

    /** Databases count in types of which drivers make text; more digits than any count has, and too few to overflow. */
    private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

    /** What people find a row by. */
    private static final List<String> NAMES = List.of("email", "username", "preferred_username");

    private static final int LONGEST_NAME = 255;

    /** @param number of the page, for what is said about its rows */
    ListOutcome of(Object answer, int number) {
        if (!(answer instanceof PageAnswer page)) {
            return broken("the script returned " + Verdict.kindOf(answer) + " where a page of users is expected");
        }
        if (page.rows().isEmpty()) {
            return broken("the page has no list: it needs list, an array of profiles");
        }
        String total = countText(page.total());
        if (!total.isEmpty() && !COUNT.matcher(total).matches()) {
            return broken("the totalCount of the page is not a whole number from 0 up");
        }
        if (page.cursor()
                .filter(cursor -> cursor.length() > LegacyPage.LONGEST_CURSOR)
                .isPresent()) {
            return broken("the cursor of the page is longer than " + LegacyPage.LONGEST_CURSOR + " characters of JSON");
        }
        List<Object> rows = page.rows().get();
        return new ListOutcome.Listed(new LegacyPage(
                total.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)),
                IntStream.range(0, rows.size())
                        .mapToObj(i -> row(rows.get(i), "row " + (i + 1) + " of page " + number))
                        .toList(),
                page.cursor()));
    }

    private static ListOutcome broken(String reason) {
        return new ListOutcome.Broken(reason);
    }

    /** Empty when there is none. */
    private static String countText(Object total) {
        if (total instanceof Double number && Double.isFinite(number)) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        return total == null ? "" : total.toString().strip();
    }

    private Row row(Object row, String place) {
        if (row instanceof PageAnswer.LargeRow large) {
            return Row.unusable(redaction.reason(
                    place + name(large.row()) + " is larger than " + large.limit() + " characters of JSON"));
        }
        return user.apply(row)
                .map(Row::of)
                .orElseGet(() -> Row.unusable(redaction.reason(
                        row instanceof Map<?, ?>
                                ? place + name(row) + " has no id: it needs id or user_id"
                                : place + " is not a profile: it is " + Verdict.kindOf(row))));
    }

    /** In brackets, and empty when it has none. Nothing else of a row is shown: it may be anything. */
    private static String name(Object row) {
        return row instanceof Map<?, ?> fields
                ? NAMES.stream()
                        .map(fields::get)
                        .filter(name -> name instanceof String text && !text.isBlank())
                        .map(name -> " (" + shortened((String) name) + ")")
                        .findFirst()
                        .orElse("")
                : "";
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
