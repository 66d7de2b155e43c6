package dev.lazymigration.script.module;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.WriteError;
import dev.lazymigration.script.HostException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;

/** Turns the driver's exceptions into the errors that a script knows from the Node driver. */
record MongoFailure(MongoTarget target) {

    HostException of(MongoException exception) {
        if (UnreachableHostException.in(exception).isPresent()) {
            return UnreachableHostException.in(exception).get();
        }
        if (exception instanceof MongoBulkWriteException failure
                && !failure.getWriteErrors().isEmpty()) {
            WriteError error = failure.getWriteErrors().get(0);
            return byServer(error.getMessage(), error.getCode(), null, exception);
        }
        if (exception instanceof MongoOperationTimeoutException
                || exception instanceof MongoExecutionTimeoutException
                || exception instanceof MongoTimeoutException) {
            return timedOut(exception);
        }
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoCommandException error) {
                return byServer(error.getErrorMessage(), error.getErrorCode(), error.getErrorCodeName(), exception);
            }
        }
        if (exception instanceof MongoSecurityException) {
            return byServer("Authentication failed.", 18, "AuthenticationFailed", exception);
        }
        if (exception instanceof MongoSocketException) {
            return failed("MongoNetworkError", network(exception), exception);
        }
        return exception instanceof MongoServerException
                ? byServer(String.valueOf(exception.getMessage()), exception.getCode(), null, exception)
                : failed("MongoDriverError", String.valueOf(exception.getMessage()), exception);
    }

    /** No server could be reached, for this reason. */
    HostException noServer(Throwable reason) {
        return UnreachableHostException.in(reason)
                .orElseGet(() -> failed("MongoServerSelectionError", network(reason), reason));
    }

    /** No server was found in the time that there was. */
    HostException noServerInTime() {
        return failed("MongoServerSelectionError", "Server selection timed out: no answer from " + target, null);
    }

    private HostException timedOut(Throwable cause) {
        return failed("MongoOperationTimeoutError", "timeout: no answer in time from " + target, cause);
    }

    String scrub(String text) {
        return target.scrub(text);
    }

    private HostException byServer(String message, int code, String codeName, Throwable cause) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", "MongoServerError");
        details.put("code", code);
        details.put("errmsg", scrub(String.valueOf(message)));
        if (codeName != null && !codeName.isEmpty()) {
            details.put("codeName", codeName);
        }
        return HostException.unavailable(scrub(String.valueOf(message)), null, details, cause);
    }

    private HostException failed(String name, String message, Throwable cause) {
        return HostException.unavailable(scrub(message), null, Map.of("name", name), cause);
    }

    /** In the words of Node. */
    private String network(Throwable reason) {
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "getaddrinfo ENOTFOUND " + cause.getMessage();
            }
            if (cause instanceof NoRouteToHostException) {
                return "connect EHOSTUNREACH " + target;
            }
            if (cause instanceof ConnectException) {
                return "connect ECONNREFUSED " + target;
            }
            if (cause instanceof SocketTimeoutException) {
                return "connection timed out: " + target;
            }
            if (cause instanceof SSLException) {
                return "TLS with " + target + " failed: " + cause.getMessage();
            }
            if (cause instanceof EOFException) {
                return "connection to " + target + " closed";
            }
        }
        return "connection to " + target + " failed: " + reason.getMessage();
    }
}
