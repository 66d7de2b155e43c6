package dev.lazymigration.script;

import java.util.ArrayList;
import java.util.List;

/** What a script wrote to its console, up to a limit: a log is no place to store data. Confined to one thread. */
final class ConsoleLines {

    private final RunLimits limits;
    private final List<String> lines = new ArrayList<>();
    private int characters;
    private boolean full;

    ConsoleLines(RunLimits limits) {
        this.limits = limits;
    }

    void add(String level, String text) {
        if (full) {
            return;
        }
        long total = (long) characters + text.length();
        if (lines.size() == limits.consoleLines() || total > limits.consoleCharacters()) {
            full = true;
            lines.add("(the rest of the script's output was dropped)");
            return;
        }
        characters = (int) total;
        lines.add(level + ": " + text);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
