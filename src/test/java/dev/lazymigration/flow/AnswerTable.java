package dev.lazymigration.flow;

import dev.lazymigration.flow.Visitor.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** What everybody got, in which trouble. Safe for use by several threads. */
final class AnswerTable {

    private final Map<String, Map<String, Map<Reply, Integer>>> counts = new LinkedHashMap<>();
    private final List<String> lies = new ArrayList<>();
    private final Map<String, Duration> recoveries = new LinkedHashMap<>();
    private String trouble;

    AnswerTable(String trouble) {
        this.trouble = trouble;
    }

    /** Counts from now on for another trouble. */
    synchronized void during(String next) {
        trouble = next;
    }

    void visited(String who, Set<Reply> allowed, Callable<Reply> visit) {
        Reply reply;
        String told = "";
        try {
            reply = visit.call();
        } catch (Exception | AssertionError e) {
            reply = Reply.ANYTHING_ELSE;
            told = ": " + e;
        }
        count(who, reply);
        if (!allowed.contains(reply)) {
            lie(who + " got '" + reply.label() + "'" + told);
        }
    }

    private synchronized void count(String who, Reply reply) {
        counts.computeIfAbsent(trouble, key -> new LinkedHashMap<>())
                .computeIfAbsent(who, key -> new EnumMap<>(Reply.class))
                .merge(reply, 1, Integer::sum);
    }

    private synchronized void lie(String lie) {
        lies.add(trouble + ": " + lie);
    }

    synchronized List<String> lies() {
        return List.copyOf(lies);
    }

    /** @param time from the end of a trouble until logins worked again */
    synchronized void recovered(String from, Duration time) {
        recoveries.put(from, time);
    }

    synchronized int count(String during, String who, Reply reply) {
        return counts.getOrDefault(during, Map.of()).getOrDefault(who, Map.of()).getOrDefault(reply, 0);
    }

    /** In Markdown. */
    synchronized String markdown() {
        return counts.entrySet().stream()
                        .flatMap(row -> row.getValue().entrySet().stream()
                                .map(cell -> "| " + row.getKey() + " | " + cell.getKey() + " | " + text(cell.getValue())
                                        + " |"))
                        .collect(Collectors.joining(
                                "\n", "| the legacy database | who | answers |\n|---|---|---|\n", "\n"))
                + recoveries.entrySet().stream()
                        .map(recovery -> "\nThree logins after it was " + recovery.getKey() + ": "
                                + recovery.getValue().toMillis() + " ms")
                        .collect(Collectors.joining());
    }

    private static String text(Map<Reply, Integer> replies) {
        return replies.entrySet().stream()
                .map(reply -> reply.getValue() + " × " + reply.getKey().label())
                .collect(Collectors.joining(", "));
    }
}
