package dev.lazymigration.migration;

import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;

/** What of a user did not come across, in one text that does not get longer than its place. */
final class NotAppliedText {

    private NotAppliedText() {}

    /** {@code roles: …; groups: …; and 3 more}; empty if there is nothing. */
    static String of(List<NotApplied> notApplied, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < notApplied.size(); i++) {
            String next = (i == 0 ? "" : "; ") + notApplied.get(i);
            int left = notApplied.size() - i - 1;
            int roomForRest = left == 0 ? 0 : rest("; and ", left).length();
            if (text.length() + next.length() + roomForRest > longest) {
                return text.append(rest(i == 0 ? "" : "; and ", left + 1)).toString();
            }
            text.append(next);
        }
        return text.toString();
    }

    private static String rest(String before, int count) {
        return before + count + " more";
    }
}
