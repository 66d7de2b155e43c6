package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class UnlistedDriverTest {

    private static boolean isListed(Class<? extends Driver> type) {
        return DriverManager.drivers().anyMatch(driver -> driver.getClass() == type);
    }

    @Test
    void aDriverThatEnlistsItselfIsTakenOffTheList() throws SQLException {
        Driver driver = UnlistedDriver.of(Eager.class, Eager::new);

        assertThat(driver.acceptsURL("jdbc:nothing:")).isFalse();
        assertThat(isListed(Eager.class)).isFalse();
    }

    @Test
    void aDriverThatSomebodyElseEnlistedStays() throws SQLException {
        DriverManager.registerDriver(new Shared());

        UnlistedDriver.of(Shared.class, Shared::new);

        assertThat(isListed(Shared.class)).isTrue();
    }

    private static final class Eager extends NoDriver {

        static {
            try {
                DriverManager.registerDriver(new Eager());
            } catch (SQLException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private static final class Shared extends NoDriver {}

    private abstract static class NoDriver implements Driver {

        @Override
        public Connection connect(String url, Properties info) {
            return null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return false;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
