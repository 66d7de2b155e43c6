package dev.lazymigration.script;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Takes secrets out of text that is meant for a log: scripts print what they like, the typed password included. */
final class Redaction {

    private static final String INSTEAD = "***";
    private static final int LONGEST_REASON = 500;

    private final List<String> secrets;

    /** @param secrets what must not be seen, also in the form that it has in a URL */
    Redaction(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                forms.add(secret);
                forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            }
        }
        // A secret may be part of another.
        this.secrets = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    Redaction and(String password) {
        return new Redaction(
                Stream.concat(secrets.stream(), Stream.of(password)).toList());
    }

    /** One line without any secret. */
    String line(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, INSTEAD);
        }
        // Control characters would let a script write log lines of its own.
        return redacted.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** One line without any secret, of bounded length. */
    String reason(String text) {
        String line = line(text);
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
    }
}
