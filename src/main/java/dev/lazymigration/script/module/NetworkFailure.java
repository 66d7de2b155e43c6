package dev.lazymigration.script.module;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** What went wrong on the way to a server, as Node says it. */
record NetworkFailure(String message, String code) {

    static final String TIMED_OUT = "ETIMEDOUT";
    static final String LOST = "ECONNRESET";

    /** Looks for it among the causes of what a driver threw. */
    static Optional<NetworkFailure> in(Throwable failure, String host, int port) {
        String address = host + ":" + port;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Optional.of(new NetworkFailure("getaddrinfo ENOTFOUND " + host, "ENOTFOUND"));
            }
            if (cause instanceof NoRouteToHostException) {
                return Optional.of(new NetworkFailure("connect EHOSTUNREACH " + address, "EHOSTUNREACH"));
            }
            if (cause instanceof ConnectException) {
                return Optional.of(new NetworkFailure("connect ECONNREFUSED " + address, "ECONNREFUSED"));
            }
            if (cause instanceof SocketTimeoutException) {
                return Optional.of(new NetworkFailure("timeout: no answer from the database " + address, TIMED_OUT));
            }
            if (cause instanceof SocketException || cause instanceof EOFException) {
                return Optional.of(new NetworkFailure("Connection terminated unexpectedly", LOST));
            }
        }
        return Optional.empty();
    }
}
