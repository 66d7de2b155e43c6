package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.NonValidatingFactory;

/**
 * Whether and how a connection is encrypted.
 *
 * @param authorities whom to trust, as PEM; empty for those whom Java trusts
 */
record PgEncryption(SslMode mode, String authorities) {

    PgEncryption {
        Objects.requireNonNull(mode);
        Objects.requireNonNull(authorities);
    }

    /**
     * Without any option a connection is not encrypted, as in node-postgres. {@code ssl: true} and
     * {@code ssl: { ca }} verify the server, {@code ssl: { rejectUnauthorized: false }} does not.
     * {@code sslmode} has libpq's meaning, the one that whoever hands out a connection string has in mind.
     */
    static PgEncryption of(Map<?, ?> fields) throws HostException {
        for (String file : List.of("sslrootcert", "sslcert", "sslkey")) {
            if (fields.get(file) instanceof String name && !name.equals("system")) {
                throw HostException.broken(file + " names a file, which scripts can not read; use ssl: { ca: '…' }");
            }
        }
        if (fields.get("sslmode") instanceof String mode) {
            return new PgEncryption(named(mode), authorities(fields.get("ssl")));
        }
        Object ssl = fields.get("ssl");
        if (ssl instanceof Map<?, ?> options) {
            boolean verified = !Boolean.FALSE.equals(options.get("rejectUnauthorized"));
            return new PgEncryption(verified ? SslMode.VERIFY_FULL : SslMode.REQUIRE, authorities(ssl));
        }
        if (ssl == null) {
            return new PgEncryption(SslMode.DISABLE, "");
        }
        return new PgEncryption(
                switch (ssl.toString().toLowerCase(Locale.ROOT)) {
                    case "true", "1", "1.0" -> SslMode.VERIFY_FULL;
                    case "false", "0", "0.0", "" -> SslMode.DISABLE;
                    default -> named(ssl.toString());
                },
                "");
    }

    void configure(Properties properties) {
        PGProperty.SSL_MODE.set(properties, mode.value);
        if (!mode.verifyCertificate()) {
            PGProperty.SSL_FACTORY.set(properties, NonValidatingFactory.class.getName());
        } else if (authorities.isEmpty()) {
            PGProperty.SSL_FACTORY.set(properties, DefaultJavaSSLFactory.class.getName());
        } else {
            PGProperty.SSL_FACTORY.set(properties, PgAuthorities.class.getName());
            properties.setProperty(PgAuthorities.PEM, authorities);
        }
    }

    private static SslMode named(String name) throws HostException {
        if (name.equals("no-verify")) {
            return SslMode.REQUIRE;
        }
        for (SslMode mode : SslMode.values()) {
            if (mode.value.equals(name)) {
                return mode;
            }
        }
        throw HostException.broken("Unknown sslmode: " + name);
    }

    private static String authorities(Object ssl) {
        return ssl instanceof Map<?, ?> options && options.get("ca") instanceof String pem ? pem.strip() : "";
    }
}
