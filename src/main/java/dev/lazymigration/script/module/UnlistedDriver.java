package dev.lazymigration.script.module;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Loads a JDBC driver that enlists itself with {@link DriverManager} when its class is loaded. Keycloak may have one for
 * the same URLs, which must keep them.
 */
final class UnlistedDriver {

    private UnlistedDriver() {}

    /**
     * The new driver. Where its class is listed already, it is not only ours, so it stays.
     *
     * @param type of the class itself, which this does not load yet
     */
    static <D extends Driver> D of(Class<D> type, Supplier<D> make) {
        boolean listedByOthers = !listed(type).isEmpty();
        D driver = make.get();
        if (!listedByOthers) {
            listed(type).forEach(UnlistedDriver::takeOff);
        }
        return driver;
    }

    private static List<Driver> listed(Class<?> type) {
        return DriverManager.drivers()
                .filter(driver -> driver.getClass() == type)
                .toList();
    }

    private static void takeOff(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            throw new IllegalStateException("A driver can not be taken off the list", e);
        }
    }
}
