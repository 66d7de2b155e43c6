package dev.lazymigration.script.module;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.lazymigration.script.HostException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;

/** A directory that can not be asked, in the words of Node where it has some. */
final class LdapFailure {

    /**
     * With these nothing was found out. All others are answers: that an entry is not there, that a password is wrong,
     * that an account is locked.
     */
    private static final Set<ResultCode> NO_ANSWER = Set.of(
            ResultCode.TIME_LIMIT_EXCEEDED,
            ResultCode.ADMIN_LIMIT_EXCEEDED,
            ResultCode.BUSY,
            ResultCode.UNAVAILABLE,
            ResultCode.SERVER_DOWN,
            ResultCode.LOCAL_ERROR,
            ResultCode.ENCODING_ERROR,
            ResultCode.DECODING_ERROR,
            ResultCode.TIMEOUT,
            ResultCode.CONNECT_ERROR);

    private LdapFailure() {}

    static boolean isAnswer(ResultCode code) {
        return !NO_ANSWER.contains(code);
    }

    static HostException connecting(LdapTarget.Server server, LDAPException exception) {
        if (UnreachableHostException.in(exception).isPresent()) {
            return UnreachableHostException.in(exception).get();
        }
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return failed("getaddrinfo ENOTFOUND " + server.host(), "ENOTFOUND", exception);
            }
            if (cause instanceof ConnectException) {
                return failed("connect ECONNREFUSED " + server, "ECONNREFUSED", exception);
            }
        }
        return failed("connecting to " + server + ": " + exception.getMessage(), "ETIMEDOUT", exception);
    }

    /** What became of an operation when there is no answer to it. */
    static HostException during(String operation, LDAPException exception) {
        ResultCode code = exception.getResultCode();
        return HostException.unavailable(
                operation + ": " + code.getName() + " (" + code.intValue() + ") " + exception.getMessage(),
                null,
                Map.of("name", name(code), "code", code.intValue()),
                exception);
    }

    /** As ldapjs calls it. */
    private static String name(ResultCode code) {
        if (code.equals(ResultCode.BUSY)) {
            return "BusyError";
        }
        if (code.equals(ResultCode.UNAVAILABLE)) {
            return "UnavailableError";
        }
        if (code.equals(ResultCode.TIMEOUT) || code.equals(ResultCode.TIME_LIMIT_EXCEEDED)) {
            return "TimeLimitExceededError";
        }
        return code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED) ? "AdminLimitExceededError" : "ConnectionError";
    }

    private static HostException failed(String message, String code, LDAPException cause) {
        return HostException.unavailable(message, code, Map.of("name", "ConnectionError"), cause);
    }
}
