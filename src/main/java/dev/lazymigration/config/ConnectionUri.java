package dev.lazymigration.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connection URI as far as this project has to understand it: enough to refuse what no driver could use, and to
 * know which part of it is the password. Lenient where drivers are, with unescaped characters in the password above
 * all.
 */
record ConnectionUri(String scheme, Optional<String> password) {

    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://((?<user>[^:@/]*)(:(?<password>.*))?@)?(?<host>[^@/?]+)([/?].*)?");

    /** Empty when the text has not the form {@code scheme://[user[:password]@]host[:port][/database]}. */
    static Optional<ConnectionUri> parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new ConnectionUri(matcher.group("scheme"), Optional.ofNullable(matcher.group("password"))))
                : Optional.empty();
    }

    /** Says nothing about the password. */
    @Override
    public String toString() {
        return "ConnectionUri[scheme=" + scheme + "]";
    }
}
