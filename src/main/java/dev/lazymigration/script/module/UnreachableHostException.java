package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.net.ConnectException;
import java.util.Optional;

/** A script asked for a host that the server's operator keeps it from. */
final class UnreachableHostException extends ConnectException {

    private static final long serialVersionUID = 1L;

    UnreachableHostException(String host) {
        super("Scripts may not connect to " + host + ": the option reachable-hosts of this server does not allow it");
    }

    /** What the script gets, when this is why a driver failed: however often it tries, it can not work. */
    static Optional<HostException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreachableHostException) {
                return Optional.of(HostException.broken(cause.getMessage()));
            }
        }
        return Optional.empty();
    }
}
