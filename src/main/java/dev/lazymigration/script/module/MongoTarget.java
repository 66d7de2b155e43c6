package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A MongoDB deployment and how to use it; two runs with equal targets share connections.
 *
 * @param uri a connection string with those options only that the driver is to know
 * @param hosts for messages: host names and ports alone
 * @param trust for encrypted connections
 */
record MongoTarget(String uri, String hosts, TlsTrust trust) {

    /** Hosts are names and addresses: neither a part of a password nor the path of a Unix socket can be taken for one. */
    private static final Pattern URI = Pattern.compile(
            "(mongodb(?:\\+srv)?://)(?:([^/?@:]*(?::[^/?@:]*)?)@)?([\\w.,:\\[\\]-]+)(?:/([^?/@]*))?(?:\\?(.*))?",
            Pattern.DOTALL);

    /**
     * What the driver is told. Everything else is ignored, as old scripts carry options that no driver knows any more;
     * and so are compression, for which libraries are missing, and the sizes of the pool, which are the host's.
     */
    private static final Set<String> KNOWN = Set.of(
            "replicaset",
            "directconnection",
            "loadbalanced",
            "authsource",
            "authmechanism",
            "tls",
            "tlsallowinvalidhostnames",
            "readpreference",
            "readpreferencetags",
            "maxstalenessseconds",
            "readconcernlevel",
            "w",
            "wtimeoutms",
            "journal",
            "retrywrites",
            "retryreads",
            "appname",
            "localthresholdms",
            "connecttimeoutms",
            "sockettimeoutms",
            "serverselectiontimeoutms",
            "srvmaxhosts",
            "srvservicename");

    private static final Map<String, String> OTHER_NAMES =
            Map.of("ssl", "tls", "j", "journal", "wtimeout", "wtimeoutms", "rs_name", "replicaset");

    /** They name files, or lead around the choice of hosts that scripts may reach. */
    private static final Set<String> REFUSED = Set.of(
            "tlscafile",
            "tlscertificatekeyfile",
            "tlscertificatefile",
            "tlscrlfile",
            "sslcert",
            "sslkey",
            "proxyhost",
            "proxyport",
            "autoencryption");

    /** Those that need nothing but a name and a password: others ask the cloud that the server runs in, or read files. */
    private static final Set<String> MECHANISMS = Set.of("DEFAULT", "SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN");

    MongoTarget {
        Objects.requireNonNull(uri);
        Objects.requireNonNull(hosts);
        Objects.requireNonNull(trust);
    }

    /**
     * Reads a connection string and the options of a client, which go before it. An option that nobody knows is
     * ignored.
     */
    static MongoTarget of(String text, Map<?, ?> options) throws HostException {
        Matcher uri = URI.matcher(
                ConnectionFields.bounded("The connection string", text).strip());
        if (!uri.matches()) {
            throw HostException.broken("Invalid connection string: it has to start with \"mongodb://\" or"
                    + " \"mongodb+srv://\", and the user name and the password have to be percent-encoded");
        }
        Map<String, String> settings = new TreeMap<>(inQuery(uri.group(5)));
        settings.putAll(ofClient(options));
        for (String name : REFUSED) {
            if (settings.containsKey(name)) {
                throw HostException.broken(
                        "The option " + name + " is not supported: scripts can neither read files nor"
                                + " use proxies. Give certificate authorities as text: { ca: '…' }");
            }
        }
        String mechanism = settings.getOrDefault("authmechanism", "DEFAULT").toUpperCase(Locale.ROOT);
        if (!MECHANISMS.contains(mechanism)) {
            throw HostException.broken("The authentication mechanism " + mechanism + " is not supported");
        }
        boolean trusting = isOn(settings, "tlsinsecure")
                || isOn(settings, "tlsallowinvalidcertificates")
                || "false".equals(settings.get("sslvalidate"))
                || "false".equals(settings.get("rejectunauthorized"));
        TlsTrust trust = new TlsTrust(!trusting, authorities(options));
        StringBuilder sane = new StringBuilder(uri.group(1));
        String credentials = credentials(options, uri.group(2));
        sane.append(credentials.isEmpty() ? "" : credentials + "@").append(uri.group(3));
        sane.append('/').append(uri.group(4) == null ? "" : uri.group(4));
        return new MongoTarget(sane + query(settings), uri.group(3), trust);
    }

    private static Map<String, String> inQuery(String query) throws HostException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : query == null ? new String[0] : query.split("[&;]")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                settings.put(canonical(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        return settings;
    }

    private static Map<String, String> ofClient(Map<?, ?> options) {
        Map<String, String> settings = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            if (value instanceof Boolean || value instanceof String) {
                settings.put(canonical(name.toString()), value.toString());
            } else if (value instanceof Double number && number == Math.rint(number)) {
                settings.put(canonical(name.toString()), Long.toString(number.longValue()));
            }
        });
        if (options.get("writeConcern") instanceof Map<?, ?> concern) {
            settings.putAll(ofClient(concern));
        }
        return settings;
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OTHER_NAMES.getOrDefault(lower, lower);
    }

    private static boolean isOn(Map<String, String> settings, String name) {
        return "true".equals(settings.get(name));
    }

    private static String query(Map<String, String> settings) {
        StringBuilder query = new StringBuilder();
        settings.forEach((name, value) -> {
            if (KNOWN.contains(name)) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return query.toString();
    }

    /** {@code auth: { username, password }}, or what is in the connection string. */
    private static String credentials(Map<?, ?> options, String inUri) {
        if (options.get("auth") instanceof Map<?, ?> auth && auth.get("password") instanceof String password) {
            Object user = auth.get("username") == null ? auth.get("user") : auth.get("username");
            return encoded(String.valueOf(user)) + ":" + encoded(password);
        }
        return inUri == null ? "" : inUri;
    }

    private static String authorities(Map<?, ?> options) {
        for (String name : List.of("ca", "sslCA")) {
            Object value = options.get(name);
            if (value instanceof List<?> list) {
                return String.join("\n", list.stream().map(MongoTarget::text).toList());
            }
            if (value != null) {
                return text(value);
            }
        }
        return "";
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) throws HostException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HostException.broken("An option in the connection string is not percent-encoded");
        }
    }

    /** The text without this target's password, should a driver or server have put it in. */
    String scrub(String text) {
        Matcher credentials = Pattern.compile("://[^:/]*:([^@]+)@").matcher(uri);
        if (!credentials.find()) {
            return text;
        }
        String password = credentials.group(1);
        return text.replace(password, "***").replace(decodedPassword(password), "***");
    }

    private static String decodedPassword(String password) {
        try {
            return URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return password;
        }
    }

    /** Without the user and the password. */
    @Override
    public String toString() {
        return hosts;
    }
}
