package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Oracle's own driver, which its licence keeps out of our JAR: the server's administrator adds it. */
record OracleDriver(Driver driver) {

    private static final String CLASS = "oracle.jdbc.OracleDriver";

    /** @throws HostException when there is none; the message says what to do */
    static OracleDriver ofAdministrator() throws HostException {
        return in(OracleDriver.class.getClassLoader());
    }

    /** @param loader where it is looked for */
    static OracleDriver in(ClassLoader loader) throws HostException {
        try {
            return new OracleDriver((Driver)
                    Class.forName(CLASS, true, loader).getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw HostException.broken(
                    "Oracle's JDBC driver is not installed: download ojdbc11.jar from oracle.com or Maven"
                            + " Central (com.oracle.database.jdbc:ojdbc11), put it into the folder providers of Keycloak, and"
                            + " build and start Keycloak again");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Oracle's JDBC driver can not be used", e);
        }
    }

    /** The driver makes its sockets itself, so that it is given an address that was checked instead of a name. */
    Connection connect(OracleTarget target, ReachableHosts hosts, Duration patience) throws SQLException {
        String millis = Long.toString(Math.max(1, patience.toMillis()));
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", target.password());
        properties.setProperty("oracle.net.CONNECT_TIMEOUT", millis);
        properties.setProperty("oracle.net.OUTBOUND_CONNECT_TIMEOUT", millis);
        properties.setProperty("oracle.jdbc.ReadTimeout", millis);
        properties.setProperty("oracle.net.disableOob", "true");
        return Opening.of(patience, () -> {
            try {
                InetAddress address = hosts.resolve(target.host()).get(0);
                return driver.connect(url(target, address), properties);
            } catch (IOException e) {
                throw new SQLException("The host can not be reached", e);
            }
        });
    }

    private static String url(OracleTarget target, InetAddress address) {
        String host = address.getHostAddress();
        // A descriptor has no brackets around an address, and no zone in it.
        String plain = address instanceof Inet6Address ? host.replaceFirst("%.*$", "") : host;
        String name = target.sid().isEmpty() ? "SERVICE_NAME=" + target.service() : "SID=" + target.sid();
        return "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=" + plain + ")(PORT=" + target.port()
                + "))(CONNECT_DATA=(" + name + ")))";
    }
}
