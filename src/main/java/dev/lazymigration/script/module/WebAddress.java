package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.net.IDN;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https URL, read as leniently as browsers and Node read it (https://url.spec.whatwg.org): spaces, Unicode,
 * backslashes and upper case are all right.
 *
 * @param scheme {@code http} or {@code https}
 * @param userInfo {@code user:password}, decoded; possibly empty
 * @param host in ASCII and lower case; an IPv6 address in brackets
 * @param port the one that is meant, also when it is not written
 * @param path with the query, encoded; starts with a slash
 */
record WebAddress(String scheme, String userInfo, String host, int port, String path) {

    private static final int LONGEST = 64 * 1024;

    /** Characters; DNS has 253. normalizing accents takes the square of it. */
    private static final int LONGEST_HOST = 1024;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>https?):[/\\\\]*+(?<authority>[^/\\\\?#]*+)(?<path>[^#]*+).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<user>.*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]@]+)(?::(?<port>\\d{0,5}))?");
    private static final Pattern FORBIDDEN_IN_HOST = Pattern.compile("[\\x00-\\x20\"#%/<>?@\\\\^`{|}\\x7f]");
    private static final String LEGAL = "-_.!~*'();/?:@&=+$,";

    static WebAddress parse(String text) throws HostException {
        String url = stripped(text);
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            Matcher scheme = SCHEME.matcher(url);
            throw HostException.misuse(
                    scheme.lookingAt() ? "Unsupported protocol " + scheme.group(1) + ":" : "Invalid URL");
        }
        Matcher authority = AUTHORITY.matcher(parts.group("authority"));
        if (!authority.matches()) {
            throw HostException.misuse("Invalid URL");
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String user = authority.group("user");
        return new WebAddress(
                scheme,
                user == null ? "" : decoded(user),
                host(authority.group("host")),
                port(authority.group("port"), scheme),
                path(parts.group("path")));
    }

    /** Where a reference in a document at this address leads, for example the value of a Location header. */
    WebAddress resolve(String reference) throws HostException {
        String relative = stripped(reference).replace('\\', '/');
        if (SCHEME.matcher(relative).lookingAt()) {
            return parse(relative);
        }
        if (relative.startsWith("//")) {
            return parse(scheme + ":" + relative);
        }
        try {
            String target = encoded(relative.replaceFirst("#.*", ""));
            URI resolved = target.isEmpty() || target.startsWith("?")
                    ? URI.create(path.replaceFirst("\\?.*", "") + target)
                    : URI.create(path).resolve(target);
            String query = resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery();
            return new WebAddress(scheme, userInfo, host, port, path(resolved.getRawPath() + query));
        } catch (IllegalArgumentException e) {
            throw HostException.misuse("Invalid URL");
        }
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** The value of a Host header: without a port that goes without saying. */
    String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** Without the user and the password, which do not belong in messages. */
    String href() {
        return scheme + "://" + authority() + path;
    }

    /** The target of a request, in the form that {@link URI} reads. */
    URI requestTarget() {
        return URI.create(path);
    }

    /** Neither path nor query: they may hold secrets. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }

    private static String stripped(String text) throws HostException {
        if (text.length() > LONGEST) {
            throw HostException.misuse("The URL is longer than " + LONGEST + " characters");
        }
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(start, end).replaceAll("[\\t\\r\\n]", "");
    }

    private static String host(String text) throws HostException {
        if (text.startsWith("[")) {
            return text.toLowerCase(Locale.ROOT);
        }
        try {
            String name = decoded(text);
            String host = name.length() > LONGEST_HOST ? "" : IDN.toASCII(name).toLowerCase(Locale.ROOT);
            if (!host.isEmpty() && !FORBIDDEN_IN_HOST.matcher(host).find()) {
                return host;
            }
        } catch (IllegalArgumentException e) {
            // The name has a part that is empty or too long: no resolver would take it either.
        }
        throw HostException.misuse("Invalid URL");
    }

    private static int port(String text, String scheme) throws HostException {
        if (text == null || text.isEmpty()) {
            return defaultPort(scheme);
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw HostException.misuse("Invalid URL");
        }
        return port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String path(String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? "" : text.substring(question);
        String encoded = encoded(path.replace('\\', '/'));
        return (encoded.startsWith("/") ? encoded : "/" + encoded) + encoded(query);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int next = i + Character.charCount(character);
            boolean escape = character == '%' && text.startsWith("%", i) && isHex(text, i + 1) && isHex(text, i + 2);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || LEGAL.indexOf(character) >= 0);
            if (escape || plain) {
                encoded.appendCodePoint(character);
            } else {
                for (byte value : text.substring(i, next).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
                }
            }
            i = next;
        }
        return encoded.toString();
    }

    private static boolean isHex(String text, int index) {
        return index < text.length() && HexFormat.isHexDigit(text.charAt(index));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
