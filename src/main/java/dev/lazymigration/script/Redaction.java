package dev.lazymigration.script;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of text that is meant for a log: scripts print what they like, the typed password included. Safe for use
 * by several threads.
 */
final class Redaction {

    private static final String INSTEAD = "***";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final int LONGEST_REASON = 2_000;

    private final Collection<String> given;

    /** Null until somebody needs it. Who does at the same time may work it out too: a record is seen whole or not at all. */
    private Forms forms;

    /**
     * What to look for.
     *
     * @param plain the longest first
     * @param runs what else may hold one of them
     */
    private record Forms(List<String> plain, Base64Runs runs) {

        static Forms of(Collection<String> secrets) {
            List<String> plain = formsOf(secrets);
            return new Forms(plain, new Base64Runs(plain));
        }
    }

    /** @param secrets what must not be seen, also in the forms that it has in a URL, in JSON or in Base64 */
    Redaction(Collection<String> secrets) {
        given = List.copyOf(secrets);
    }

    /** Most runs have no reason and print nothing. */
    private Forms forms() {
        Forms known = forms;
        if (known == null) {
            known = Forms.of(given);
            forms = known;
        }
        return known;
    }

    private static List<String> formsOf(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                forms.add(secret);
                String inForm = URLEncoder.encode(secret, StandardCharsets.UTF_8);
                forms.add(inForm);
                forms.add(asUriComponent(inForm));
                String inJson = quoted(secret);
                forms.add(inJson);
                // JSON in JSON.
                forms.add(quoted(inJson));
            }
        }
        // A secret may be part of another.
        return forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** What JavaScript's {@code encodeURIComponent} makes of it, which leaves more as it is than an HTML form does. */
    private static String asUriComponent(String inForm) {
        return inForm.replace("+", "%20")
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%7E", "~");
    }

    Redaction and(String password) {
        return new Redaction(Stream.concat(given.stream(), Stream.of(password)).toList());
    }

    /** The same text without any secret. */
    String text(String text) {
        Forms known = forms();
        // First, since a secret may stand in a run by chance and would leave the rest of it.
        String redacted = known.runs().struckOut(text, INSTEAD);
        for (String secret : known.plain()) {
            redacted = redacted.replace(secret, INSTEAD);
        }
        return redacted;
    }

    /** One line without any secret. */
    String line(String text) {
        // Control characters would let a script write log lines of its own.
        return CONTROL.matcher(text(text)).replaceAll(" ").strip();
    }

    /** One line without any secret, of bounded length. */
    String reason(String text) {
        String line = line(text);
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
    }
}
