package dev.lazymigration.script;

import java.util.List;

/**
 * An attack on the server: a row of {@code hostile-scripts.txt}.
 *
 * @param name what it tries
 * @param endings how it may end, in the words of that file
 * @param body of the login function
 */
record HostileScript(String name, List<String> endings, String body) {

    static List<HostileScript> all() {
        return Resources.text("hostile-scripts.txt")
                .orElseThrow()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(HostileScript::parse)
                .toList();
    }

    private static HostileScript parse(String line) {
        String[] parts = line.split(" => ", 3);
        return new HostileScript(parts[0], List.of(parts[1].split(", ")), parts[2]);
    }

    String source() {
        return "function login(query, password) { " + body + "\n }";
    }

    @Override
    public String toString() {
        return name;
    }
}
