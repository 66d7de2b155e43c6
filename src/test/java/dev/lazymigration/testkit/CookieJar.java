package dev.lazymigration.testkit;

import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A browser's cookies. It differs from the JDK's {@code CookieManager} in one point: like today's browsers it treats
 * {@code http://localhost} as secure, and so sends Keycloak's {@code Secure} cookies to it.
 */
final class CookieJar {

    private final List<Stored> cookies = new ArrayList<>();

    private record Stored(String host, String path, String name, String value) {

        boolean sameAs(Stored other) {
            return host.equals(other.host) && path.equals(other.path) && name.equals(other.name);
        }

        boolean isFor(URI uri) {
            String asked = uri.getPath();
            return host.equals(uri.getHost())
                    && asked.startsWith(path)
                    && (path.endsWith("/") || asked.length() == path.length() || asked.charAt(path.length()) == '/');
        }
    }

    /** Takes the {@code Set-Cookie} headers of an answer. */
    void store(URI from, List<String> headers) {
        for (String header : headers) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                String path = cookie.getPath() == null ? "/" : cookie.getPath();
                Stored stored = new Stored(from.getHost(), path, cookie.getName(), cookie.getValue());
                cookies.removeIf(stored::sameAs);
                if (!cookie.hasExpired()) {
                    cookies.add(stored);
                }
            }
        }
    }

    /** The {@code Cookie} header for a request, empty if there is nothing to send. */
    String headerFor(URI uri) {
        return cookies.stream()
                .filter(cookie -> cookie.isFor(uri))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }

    void clear() {
        cookies.clear();
    }
}
