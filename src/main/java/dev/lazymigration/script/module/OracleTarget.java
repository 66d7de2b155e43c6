package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Oracle database and the account to use it with.
 *
 * @param host a name or an address, without brackets
 * @param service of the database, or empty
 * @param sid the old way to name a database, or empty
 */
record OracleTarget(String host, int port, String service, String sid, String user, String password)
        implements DatabaseTarget {

    private static final String NAME = "[A-Za-z0-9_.$#-]{1,128}";

    private static final Pattern EASY = Pattern.compile("(?:tcp:)?(?://)?(\\[[^\\]]+]|[^/:]+)(?::(\\d{1,5}))?(?:/("
            + NAME + ")?)?(?::(?:dedicated|shared|pooled))?");

    private static final Pattern DESCRIPTOR_PART = Pattern.compile("\\(\\s*+([A-Za-z_]++)\\s*+=([^()]*+)\\)");

    OracleTarget {
        if (host.isBlank() || user.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("A database has a host, a port and a user");
        }
    }

    /** Reads the configuration of node-oracledb. */
    static OracleTarget of(Map<?, ?> configuration) throws HostException {
        ConnectionFields fields = new ConnectionFields(configuration);
        String text = fields.text("connectString", fields.text("connectionString", ""))
                .strip();
        Map<String, Object> place = text.startsWith("(") ? descriptor(text) : easy(text);
        ConnectionFields found = new ConnectionFields(place);
        String service = found.text("service", "");
        String sid = found.text("sid", "");
        if (!service.matches("(" + NAME + ")?") || !sid.matches("(" + NAME + ")?")) {
            throw HostException.broken("The connectString names no service");
        }
        return new OracleTarget(
                found.host("host"),
                found.port("port", 1521),
                service,
                sid,
                fields.user(fields.text("user", "").isEmpty() ? "username" : "user"),
                fields.text("password", ""));
    }

    private static Map<String, Object> easy(String text) throws HostException {
        Matcher parts = EASY.matcher(text);
        if (!parts.matches()) {
            throw HostException.broken(
                    "The connectString must be host:port/service, or one (DESCRIPTION=…) with one address;"
                            + " names out of tnsnames.ora, TLS and options are not supported");
        }
        return Map.of(
                "host", parts.group(1),
                "port", parts.group(2) == null ? "" : parts.group(2),
                "service", parts.group(3) == null ? "" : parts.group(3));
    }

    /** Only what is needed is taken out of it; it never goes to the driver, which would read files at its word. */
    private static Map<String, Object> descriptor(String text) throws HostException {
        Map<String, Object> place = new HashMap<>();
        Matcher parts = DESCRIPTOR_PART.matcher(text);
        while (parts.find()) {
            String name = parts.group(1).toLowerCase(Locale.ROOT);
            String value = parts.group(2).strip();
            String key = name.equals("service_name") ? "service" : name;
            if (name.equals("protocol") && !value.equalsIgnoreCase("tcp")) {
                throw HostException.broken("The protocol " + value + " is not supported");
            }
            if (place.put(key, value) != null && key.equals("host")) {
                throw HostException.broken("A connectString with several addresses is not supported");
            }
        }
        return place;
    }

    @Override
    public Duration patience(Duration remaining) {
        return remaining;
    }

    @Override
    public OracleWire connect(ReachableHosts hosts, Deadline deadline) throws HostException {
        return OracleWire.connect(this, OracleDriver.ofAdministrator(), hosts, deadline);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + service + sid;
    }
}
