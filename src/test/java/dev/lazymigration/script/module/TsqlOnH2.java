package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.Driver;

/**
 * Stands in for a SQL Server, which can not be run here: H2 in its compatibility mode, behind the interface of the real
 * connection. H2 knows no names for parameters and no output parameters, so that they are put in here, in a simple way.
 */
final class TsqlOnH2 implements TsqlWire {

    private static final Pattern NAME = Pattern.compile("@(\\w+)");

    private final Connection connection;

    private TsqlOnH2(Connection connection) {
        this.connection = connection;
    }

    /** A database in memory that lives as long as a connection to it. */
    static Connection open(String name) {
        try {
            return new Driver()
                    .connect(
                            "jdbc:h2:mem:" + name
                                    + ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                            null);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the place of what the configuration, which is read as usual, leads to. */
    static MsSqlModule.Reader insteadOf(String name) {
        return configuration -> new Target(MsSqlTarget.of(configuration), name);
    }

    private record Target(MsSqlTarget described, String name) implements DatabaseTarget {

        @Override
        public String password() {
            return described.password();
        }

        @Override
        public Duration patience(Duration remaining) {
            return described.patience(remaining);
        }

        @Override
        public Wire connect(ReachableHosts hosts, Deadline deadline) {
            return new TsqlOnH2(open(name));
        }
    }

    @Override
    public Map<String, Object> run(TsqlBatch batch, Duration limit, Deadline deadline) throws HostException {
        List<Object> values = new ArrayList<>();
        Matcher names = NAME.matcher(batch.text());
        StringBuilder text = new StringBuilder();
        while (names.find()) {
            batch.parameters().stream()
                    .filter(parameter -> parameter.name().equals(names.group(1)))
                    .forEach(parameter -> values.add(parameter.value()));
            names.appendReplacement(text, "?");
        }
        names.appendTail(text);
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("results", new JdbcResults().of(statement, statement.execute()));
            answer.put("messages", List.of());
            answer.put("outputs", Map.of());
            return answer;
        } catch (SQLException e) {
            // As the server's own error would be.
            throw HostException.unavailable(
                    e.getMessage(), "EREQUEST", Map.of("number", 208, "state", 1, "class", 16), e);
        }
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public boolean reset() {
        return true;
    }

    @Override
    public Duration age() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
