package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A directory and how to connect to it.
 *
 * @param servers tried one after the other
 * @param connectTimeout how long to try each, zero for as long as the run may last
 * @param timeout how long to wait for an answer, zero likewise
 */
record LdapTarget(List<Server> servers, TlsTrust trust, Duration connectTimeout, Duration timeout) {

    LdapTarget {
        servers = List.copyOf(servers);
        Objects.requireNonNull(trust);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("A directory has at least one server");
        }
    }

    /** Reads the options of ldapjs: {@code url} or {@code urls}, {@code tlsOptions} and time-outs. */
    static LdapTarget of(Map<?, ?> options) throws HostException {
        List<Server> servers = new ArrayList<>();
        for (Object url : options.get("urls") instanceof List<?> urls ? urls : List.of()) {
            servers.add(Server.of(String.valueOf(url)));
        }
        if (servers.isEmpty()) {
            throw HostException.broken("An LDAP client needs a url");
        }
        Map<?, ?> tls = options.get("tlsOptions") instanceof Map<?, ?> given ? given : Map.of();
        return new LdapTarget(
                servers, trust(tls), millis(options.get("connectTimeout")), millis(options.get("timeout")));
    }

    /** Reads the options that Node has for TLS. */
    static TlsTrust trust(Map<?, ?> options) {
        Object authorities = options.get("ca");
        List<?> list = authorities instanceof List<?> several
                ? several
                : authorities == null ? List.of() : List.of(authorities);
        return new TlsTrust(
                !Boolean.FALSE.equals(options.get("rejectUnauthorized")),
                String.join("\n", list.stream().map(LdapTarget::text).toList()));
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private static Duration millis(Object value) {
        return value instanceof Double number && number >= 1 && number <= Integer.MAX_VALUE
                ? Duration.ofMillis(number.longValue())
                : Duration.ZERO;
    }

    /** How long to wait, in whole milliseconds: as the script says, but never longer than its run may last. */
    static int millis(Duration wanted, Deadline deadline) {
        Duration left = deadline.remaining();
        Duration patience = wanted.isZero() || wanted.compareTo(left) > 0 ? left : wanted;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, patience.toMillis()));
    }

    /**
     * One server of a directory.
     *
     * @param host a name or an address, without brackets
     * @param encrypted whether TLS comes before LDAP
     */
    record Server(String host, int port, boolean encrypted) {

        private static Server of(String url) throws HostException {
            try {
                URI uri = new URI(ConnectionFields.bounded("The url of an LDAP client", url)
                        .strip());
                boolean encrypted = "ldaps".equalsIgnoreCase(uri.getScheme());
                if ((encrypted || "ldap".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null) {
                    int port = uri.getPort() == -1 ? (encrypted ? 636 : 389) : uri.getPort();
                    if (port > 0 && port <= 65535) {
                        return new Server(uri.getHost().replaceFirst("^\\[(.*)]$", "$1"), port, encrypted);
                    }
                }
            } catch (URISyntaxException e) {
                throw notOne();
            }
            throw notOne();
        }

        private static HostException notOne() {
            // Not the text itself: it may hold a password.
            return HostException.broken("The url of an LDAP client must be ldap://host:port or ldaps://host:port");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
