package dev.lazymigration.demo;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the demo's migration is, read from the lines of Keycloak's log: for each user who migrates it says a line such
 * as {@code ada@example.org migrated by login, 1 of 1000}.
 */
final class MigrationProgress implements Consumer<String> {

    private static final Pattern MIGRATED =
            Pattern.compile("\\[dev\\.lazymigration[^]]*].* outcome=Migrated method=(?<how>\\S+)"
                    + " millis=\\d+ legacyId=(?<id>\\S+) userId=\\S+ username=(?<username>\\S+)");

    private final Map<String, String> emails;
    private final Consumer<String> announce;
    private final Set<String> migrated = new HashSet<>();

    /**
     * @param emails every user's e-mail by his legacy id
     * @param announce takes the lines
     */
    MigrationProgress(Map<String, String> emails, Consumer<String> announce) {
        this.emails = Map.copyOf(emails);
        this.announce = announce;
    }

    @Override
    public synchronized void accept(String logLine) {
        Matcher line = MIGRATED.matcher(logLine);
        if (line.find() && migrated.add(line.group("id"))) {
            String who = emails.getOrDefault(line.group("id"), line.group("username"));
            announce.accept(
                    who + " migrated by " + line.group("how") + ", " + migrated.size() + " of " + emails.size());
            notifyAll();
        }
    }

    /** Waits until so many users have migrated; whether they have. */
    synchronized boolean await(int users, long atMostMillis) throws InterruptedException {
        long end = System.currentTimeMillis() + atMostMillis;
        while (migrated.size() < users) {
            long left = end - System.currentTimeMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
