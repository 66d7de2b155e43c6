package dev.lazymigration.script;

import java.util.ArrayList;
import java.util.List;

/** What a script wrote to its console, up to a limit: a log is no place to store data. Confined to one thread. */
final class ConsoleLines {

    private static final int MOST_LINES = 200;
    private static final int MOST_CHARACTERS = 16 * 1024;

    private final List<String> lines = new ArrayList<>();
    private int characters;
    private boolean full;

    void add(String level, String text) {
        if (full) {
            return;
        }
        String line = level + ": " + text;
        if (lines.size() == MOST_LINES || characters + line.length() > MOST_CHARACTERS) {
            full = true;
            lines.add("(the rest of the script's output was dropped)");
            return;
        }
        characters += line.length();
        lines.add(line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
