package dev.lazymigration.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What bounds each method of the Java library that the engine calls: the table {@value #TABLE}. */
final class LibraryCalls {

    static final String TABLE = "library-calls.txt";

    private final List<Rule> rules = new ArrayList<>();
    private final List<Pattern> outOfReach = new ArrayList<>();
    private final Map<String, Optional<Rule>> found = new HashMap<>();

    private LibraryCalls() {}

    static LibraryCalls load() {
        LibraryCalls calls = new LibraryCalls();
        try (InputStream table = LibraryCalls.class.getResourceAsStream(TABLE)) {
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(calls::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return calls;
    }

    private void add(String line) {
        String[] columns = line.strip().split("\\s+");
        switch (columns[0]) {
            case "out-of-reach" -> outOfReach.add(glob(columns[1]));
            case "replaced" -> rules.add(new Rule(Kind.REPLACED, glob(columns[1]), null, 0));
            case "checked" ->
                rules.add(new Rule(Kind.CHECKED, glob(columns[1]), columns[2], Integer.parseInt(columns[3])));
            case "filtered" -> rules.add(new Rule(Kind.FILTERED, glob(columns[1]), columns[2], 0));
            case "harmless" -> rules.add(new Rule(Kind.HARMLESS, glob(columns[1]), null, 0));
            default -> throw new IllegalStateException("No such verdict in " + TABLE + ": " + line);
        }
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** The first rule that fits, or null. */
    Rule ruleFor(String call) {
        return found.computeIfAbsent(call, key -> rules.stream()
                        .filter(rule -> rule.calls().matcher(key).matches())
                        .findFirst())
                .orElse(null);
    }

    /** Whether no script can make the engine run this class. */
    boolean isOutOfReach(String className) {
        return outOfReach.stream()
                .anyMatch(pattern -> pattern.matcher(className).matches());
    }

    enum Kind {
        /** A hook of the same name does it instead. */
        REPLACED,
        /** A hook sees the last arguments first. */
        CHECKED,
        /** A hook makes something else of the result. */
        FILTERED,
        /** It takes no longer, and makes nothing larger, than what it is given; long results are looked at. */
        HARMLESS
    }

    /**
     * @param calls which methods, as owner, name and descriptor
     * @param hook what sees the arguments, or null
     * @param arguments how many it sees
     */
    record Rule(Kind kind, Pattern calls, String hook, int arguments) {}
}
