package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns the driver's exceptions into the errors that a script knows from node-postgres. */
record PgFailure(PgTarget target) {

    HostException of(SQLException exception) {
        if (exception instanceof PSQLException failure && failure.getServerErrorMessage() != null) {
            ServerErrorMessage error = failure.getServerErrorMessage();
            return failed(String.valueOf(error.getMessage()), error.getSQLState(), details(error), exception);
        }
        Optional<HostException> unreachable = UnreachableHostException.in(exception);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        Optional<NetworkFailure> network = NetworkFailure.in(exception, target.host(), target.port());
        if (network.isPresent()) {
            return failed(network.get().message(), network.get().code(), Map.of(), exception);
        }
        return failed(String.valueOf(exception.getMessage()), exception.getSQLState(), Map.of(), exception);
    }

    HostException timedOut(SQLException exception) {
        return failed(
                "timeout: no answer from the database " + target.host() + ":" + target.port(),
                "ETIMEDOUT",
                Map.of(),
                exception);
    }

    private HostException failed(String message, String code, Map<String, Object> details, SQLException cause) {
        return HostException.unavailable(target.scrub(message), code, details, cause);
    }

    /** The names are those of node-postgres' {@code DatabaseError}. */
    private Map<String, Object> details(ServerErrorMessage error) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "severity", error.getSeverity());
        put(details, "detail", error.getDetail());
        put(details, "hint", error.getHint());
        put(details, "position", error.getPosition() == 0 ? null : Integer.toString(error.getPosition()));
        put(details, "where", error.getWhere());
        put(details, "schema", error.getSchema());
        put(details, "table", error.getTable());
        put(details, "column", error.getColumn());
        put(details, "dataType", error.getDatatype());
        put(details, "constraint", error.getConstraint());
        put(details, "routine", error.getRoutine());
        return details;
    }

    private void put(Map<String, Object> details, String name, String value) {
        if (value != null) {
            details.put(name, target.scrub(value));
        }
    }
}
