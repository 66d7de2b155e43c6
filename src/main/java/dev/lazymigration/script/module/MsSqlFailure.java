package dev.lazymigration.script.module;

import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import dev.lazymigration.script.HostException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the driver's exceptions into the errors that a script knows from tedious. */
record MsSqlFailure(MsSqlTarget target) {

    private static final Pattern DRIVERS_SUFFIX = Pattern.compile("\\s*ClientConnectionId:\\S+\\s*$");

    HostException ofConnecting(SQLException exception, boolean late) {
        Optional<HostException> unreachable = UnreachableHostException.in(exception);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        if (exception instanceof SQLServerException failure && failure.getSQLServerError() != null) {
            return byServer(failure.getSQLServerError(), "ELOGIN", exception);
        }
        String address = target.host() + ":" + target.port();
        if (late) {
            return failed("Failed to connect to " + address + " in time", "ETIMEOUT", exception);
        }
        // The driver keeps the text of the cause alone.
        String reason = message(exception).contains("Connection refused")
                ? "connect ECONNREFUSED " + address
                : NetworkFailure.in(exception, target.host(), target.port())
                        .map(NetworkFailure::message)
                        .orElse(message(exception));
        return failed("Failed to connect to " + address + " - " + reason, "ESOCKET", exception);
    }

    HostException ofRequest(SQLException exception) {
        if (exception instanceof SQLServerException failure && failure.getSQLServerError() != null) {
            return byServer(failure.getSQLServerError(), "EREQUEST", exception);
        }
        return Traffic.TooMuchException.in(exception)
                ? failed("The result is too big", "EREQUEST", exception)
                : failed(message(exception), "EREQUEST", exception);
    }

    private HostException byServer(SQLServerError error, String code, SQLException exception) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("number", error.getErrorNumber());
        details.put("state", error.getErrorState());
        details.put("class", error.getErrorSeverity());
        details.put("serverName", String.valueOf(error.getServerName()));
        details.put("procName", String.valueOf(error.getProcedureName()));
        details.put("lineNumber", error.getLineNumber());
        return HostException.unavailable(
                target.scrub(String.valueOf(error.getErrorMessage())), code, details, exception);
    }

    private HostException failed(String message, String code, SQLException exception) {
        return HostException.unavailable(target.scrub(message), code, Map.of(), exception);
    }

    private static String message(SQLException exception) {
        return DRIVERS_SUFFIX.matcher(String.valueOf(exception.getMessage())).replaceFirst("");
    }
}
