package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.Driver;

/** Stands in for an Oracle database, which can not be run here: H2 in its compatibility mode. */
record OracleOnH2(OracleTarget described, String name) implements DatabaseTarget {

    /** A database in memory that lives as long as a connection to it. */
    static Connection open(String name) {
        try {
            return new Driver().connect("jdbc:h2:mem:" + name + ";MODE=Oracle", null);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the place of what the configuration, which is read as usual, leads to. */
    static OracleModule.Reader insteadOf(String name) {
        return configuration -> new OracleOnH2(OracleTarget.of(configuration), name);
    }

    @Override
    public String password() {
        return described.password();
    }

    @Override
    public Duration patience(Duration remaining) {
        return remaining;
    }

    @Override
    public Wire connect(ReachableHosts hosts, Deadline deadline) {
        try {
            return OracleWire.on(this, open(name));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
