package dev.lazymigration.script.module;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.core.BaseConnection;

/** Opens connections with our own copy of the PostgreSQL driver. */
final class PgDriver {

    static final String APPLICATION_NAME = "keycloak-lazy-migration";

    private static final Driver DRIVER = UnlistedDriver.of(Driver.class, Driver::new);

    /** A run keeps no more than this; a legacy row is some kilobytes. */
    private static final String MAX_RESULT = "16M";

    /** Milliseconds: the driver, which calculates in floats, must not give up before the patience is over. */
    private static final int LOST_IN_ROUNDING = 2;

    private PgDriver() {}

    /**
     * Connects, or gives up after a while. The driver's {@code loginTimeout} covers everything, the name look-up
     * included, which no socket option does; an attempt that it gives up is closed as soon as it succeeds.
     */
    static BaseConnection connect(PgTarget target, ReachableHosts hosts, Duration patience) throws SQLException {
        long seconds = patience.toSeconds() + 1;
        Properties properties = new Properties();
        PGProperty.USER.set(properties, target.user());
        // An empty password is not a missing one, for which the driver would read the server operator's .pgpass.
        PGProperty.PASSWORD.set(properties, target.password());
        PGProperty.SOCKET_FACTORY.set(properties, CheckedSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, hosts.toString());
        PGProperty.APPLICATION_NAME.set(properties, APPLICATION_NAME);
        PGProperty.LOGIN_TIMEOUT.set(properties, Float.toString((patience.toMillis() + LOST_IN_ROUNDING) / 1000f));
        PGProperty.CONNECT_TIMEOUT.set(properties, Long.toString(seconds));
        PGProperty.SOCKET_TIMEOUT.set(properties, Long.toString(seconds));
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, "2");
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.BINARY_TRANSFER.set(properties, false);
        PGProperty.MAX_RESULT_BUFFER.set(properties, MAX_RESULT);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        if (!target.statementTimeout().isZero()) {
            PGProperty.OPTIONS.set(
                    properties,
                    "-c statement_timeout=" + target.statementTimeout().toMillis());
        }
        target.encryption().configure(properties);
        return (BaseConnection) DRIVER.connect(url(target), properties);
    }

    private static String url(PgTarget target) {
        String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
        return "jdbc:postgresql://" + host + ":" + target.port() + "/"
                + URLEncoder.encode(target.database(), StandardCharsets.UTF_8);
    }
}
