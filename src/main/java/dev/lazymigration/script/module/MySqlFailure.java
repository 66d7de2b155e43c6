package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Turns the driver's exceptions into the errors that a script knows from npm's modules; the names of the server's error
 * numbers are in {@code internal/mysql-errors.js}.
 *
 * @param fatal whether the connection is gone
 */
record MySqlFailure(MySqlTarget target, boolean fatal) {

    private static final Pattern DRIVERS_PREFIX = Pattern.compile("^\\(conn=\\d+\\)\\s*");

    HostException of(SQLException exception) {
        Optional<HostException> unreachable = UnreachableHostException.in(exception);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        String message =
                DRIVERS_PREFIX.matcher(String.valueOf(exception.getMessage())).replaceFirst("");
        if (Traffic.TooMuchException.in(exception)) {
            return failed("The result is too big", "ER_NET_PACKET_TOO_LARGE", exception);
        }
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return failed(String.valueOf(cause.getMessage()), "HANDSHAKE_SSL_ERROR", exception);
            }
        }
        Optional<NetworkFailure> network = NetworkFailure.in(exception, target.host(), target.port());
        if (network.isPresent()) {
            boolean lost = network.get().code().equals(NetworkFailure.LOST);
            return failed(
                    lost
                            ? "Connection lost: The server closed the connection."
                            : network.get().message(),
                    lost ? "PROTOCOL_CONNECTION_LOST" : network.get().code(),
                    exception);
        }
        if (message.contains("ssl not enabled in the server")) {
            return failed("Server does not support secure connection", "HANDSHAKE_NO_SSL_SUPPORT", exception);
        }
        if (exception.getErrorCode() > 0) {
            return byServer(message, exception);
        }
        return failed(message, message.contains("SSL hostname") ? "HANDSHAKE_SSL_ERROR" : "ER_UNKNOWN", exception);
    }

    HostException timedOut(Exception exception) {
        return failed("connect ETIMEDOUT " + target.host() + ":" + target.port(), "ETIMEDOUT", exception);
    }

    private HostException byServer(String message, SQLException exception) {
        String text = target.scrub(message);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("errno", exception.getErrorCode());
        details.put("sqlState", String.valueOf(exception.getSQLState()));
        details.put("sqlMessage", text);
        details.put("fatal", fatal);
        return HostException.unavailable(text, null, details, exception);
    }

    private HostException failed(String message, String code, Exception exception) {
        return HostException.unavailable(target.scrub(message), code, Map.of("fatal", fatal), exception);
    }
}
