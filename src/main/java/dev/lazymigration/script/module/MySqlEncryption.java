package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.mariadb.jdbc.export.SslMode;

/**
 * Whether and how a connection is encrypted.
 *
 * @param authorities whom to trust, as PEM; empty for those whom Java trusts
 */
record MySqlEncryption(SslMode mode, String authorities) {

    MySqlEncryption {
        Objects.requireNonNull(mode);
        Objects.requireNonNull(authorities);
    }

    /**
     * Without any option a connection is not encrypted, as in npm's modules. Those never compare the server's name with
     * the one in its certificate. Here that is so for authorities of one's own alone: everybody can get a certificate
     * from those that Java trusts, so that without the name it would say nothing.
     */
    static MySqlEncryption of(Object ssl) throws HostException {
        if (ssl == null || Boolean.FALSE.equals(ssl)) {
            return new MySqlEncryption(SslMode.DISABLE, "");
        }
        if (ssl instanceof Map<?, ?> options) {
            if (options.get("key") != null || options.get("cert") != null || options.get("pfx") != null) {
                throw HostException.broken("Client certificates (ssl.key, ssl.cert, ssl.pfx) are not supported");
            }
            String authorities = options.get("ca") instanceof String pem ? pem.strip() : "";
            boolean named = Boolean.TRUE.equals(options.get("verifyIdentity")) || authorities.isEmpty();
            return Boolean.FALSE.equals(options.get("rejectUnauthorized"))
                    ? new MySqlEncryption(SslMode.TRUST, "")
                    : new MySqlEncryption(named ? SslMode.VERIFY_FULL : SslMode.VERIFY_CA, authorities);
        }
        return new MySqlEncryption(
                switch (ssl.toString().toLowerCase(Locale.ROOT)) {
                    // npm's modules bring the authorities of Amazon's databases; whom Java trusts is the operator's.
                    case "true", "1", "1.0", "amazon rds" -> SslMode.VERIFY_FULL;
                    case "false", "0", "0.0", "" -> SslMode.DISABLE;
                    default -> throw HostException.broken("Unknown SSL profile '" + ssl + "'");
                },
                "");
    }
}
