package dev.lazymigration.script.module;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.postgresql.ssl.WrappedFactory;

/**
 * Trusts the certificates of a PEM text only, where {@code SingleCertValidatingFactory} would read the first alone.
 * Public because the driver makes it by its name.
 */
public final class PgAuthorities extends WrappedFactory {

    static final String PEM = "lazymigration.authorities";

    public PgAuthorities(Properties properties) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, Authorities.trustManagers(properties.getProperty(PEM, "")), null);
        factory = context.getSocketFactory();
    }
}
