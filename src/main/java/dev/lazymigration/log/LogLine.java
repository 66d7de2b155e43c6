package dev.lazymigration.log;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of {@code key=value}, as log shippers take it apart. A value that is not one plain word is in quotation marks, and
 * what could end those or the line is escaped as in JSON: whatever users, scripts and legacy systems make up, it stays one
 * value of one line. Not safe for use by several threads.
 */
public final class LogLine {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}\\p{Punct}&&[^\"'\\\\=]]+");

    /** Beside control characters, what some terminals and browsers take for one, or for an order to turn text around. */
    private static final Pattern UNSAFE = Pattern.compile("[\"\\\\\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

    private final StringBuilder text = new StringBuilder();

    private LogLine() {}

    /** The beginning of every line. */
    public static LogLine of(String realm, String provider) {
        return new LogLine().and("realm", realm).and("provider", provider);
    }

    /**
     * Adds a value.
     *
     * @param key a plain word
     * @param value anything; without one, nothing is added
     */
    public LogLine and(String key, Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(quoted(value.toString()));
        }
        return this;
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : '"' + UNSAFE.matcher(value).replaceAll(LogLine::escaped) + '"';
    }

    private static String escaped(MatchResult found) {
        return Matcher.quoteReplacement(
                switch (found.group()) {
                    case "\"" -> "\\\"";
                    case "\\" -> "\\\\";
                    case "\n" -> "\\n";
                    case "\r" -> "\\r";
                    case "\t" -> "\\t";
                    default -> codes(found.group());
                });
    }

    private static String codes(String characters) {
        return characters.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
