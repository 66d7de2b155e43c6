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
            String rest = (i == 0 ? "" : "; and ") + (notApplied.size() - i) + " more";
            boolean last = i == notApplied.size() - 1;
            if (text.length() + next.length() + (last ? 0 : rest.length()) > longest) {
                return text.append(rest).toString();
            }
            text.append(next);
        }
        return text.toString();
    }
}
