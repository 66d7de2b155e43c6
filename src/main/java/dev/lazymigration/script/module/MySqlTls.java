package dev.lazymigration.script.module;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.export.SslMode;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * Trusts whom {@link MySqlEncryption} says, and shows no certificate. The driver's own way reads files and URLs, accepts
 * a self-signed certificate when the password proves the server, and shows the certificates of the JVM. Public because
 * the driver finds it as a service.
 */
public final class MySqlTls extends DefaultTlsSocketPlugin {

    static final String NAME = "lazymigration";
    static final String AUTHORITIES = "lazymigration.authorities";

    @Override
    public String type() {
        return NAME;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration configuration, ExceptionFactory failures, HostAddress host)
            throws SQLException {
        if (configuration.sslMode() == SslMode.TRUST) {
            return super.getTrustManager(configuration, failures, host);
        }
        try {
            return Authorities.trustManagers(configuration.nonMappedOptions().getProperty(AUTHORITIES, ""));
        } catch (GeneralSecurityException | IOException e) {
            throw new SQLException("ssl.ca holds no certificates in PEM", "08000", e);
        }
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory failures) {
        return new KeyManager[0];
    }
}
