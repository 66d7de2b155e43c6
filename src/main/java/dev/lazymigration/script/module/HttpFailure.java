package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpException;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.TruncatedChunkException;
import org.apache.http.conn.ConnectTimeoutException;

/** Turns the client's exceptions into the errors that a script knows from Node, codes and texts. */
record HttpFailure(WebAddress address, String ip) {

    private static final String WHOM_TO_TRUST = " (Keycloak's trust store says whom to trust)";

    HostException of(IOException exception) {
        Optional<HostException> unreachable = UnreachableHostException.in(exception);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            Optional<HostException> known = known(cause, exception);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return failed("read ECONNRESET", "ECONNRESET", -104, "read", exception);
    }

    /** What the proxy answers is no answer of the server behind it, whatever the status. */
    static HostException noTunnel(int status) {
        return HostException.unavailable(
                "tunneling socket could not be established, statusCode=" + status, "ECONNRESET", Map.of(), null);
    }

    private Optional<HostException> known(Throwable cause, IOException exception) {
        String endpoint = ip + ":" + address.port();
        if (cause instanceof UnknownHostException) {
            return Optional.of(
                    failed("getaddrinfo ENOTFOUND " + address.host(), "ENOTFOUND", -3008, "getaddrinfo", exception));
        }
        if (cause instanceof ConnectTimeoutException) {
            return Optional.of(failed("connect ETIMEDOUT " + endpoint, "ETIMEDOUT", -110, "connect", exception));
        }
        if (cause instanceof SocketTimeoutException) {
            return Optional.of(HostException.unavailable(
                    "ESOCKETTIMEDOUT", "ESOCKETTIMEDOUT", Map.of("connect", false), exception));
        }
        if (cause instanceof NoRouteToHostException) {
            return Optional.of(failed("connect EHOSTUNREACH " + endpoint, "EHOSTUNREACH", -113, "connect", exception));
        }
        if (cause instanceof ConnectException) {
            return Optional.of(failed("connect ECONNREFUSED " + endpoint, "ECONNREFUSED", -111, "connect", exception));
        }
        if (cause instanceof SSLException tls) {
            return Optional.of(ofTls(tls, exception));
        }
        if (cause instanceof NoHttpResponseException) {
            return Optional.of(simple("socket hang up", "ECONNRESET", exception));
        }
        if (cause instanceof ConnectionClosedException || cause instanceof TruncatedChunkException) {
            return Optional.of(simple("aborted", "ECONNRESET", exception));
        }
        if (cause instanceof HttpException || cause instanceof MalformedChunkCodingException) {
            return Optional.of(simple("Parse Error: Expected HTTP/", "HPE_INVALID_CONSTANT", exception));
        }
        return cause instanceof SocketException
                ? Optional.of(failed("read ECONNRESET", "ECONNRESET", -104, "read", exception))
                : Optional.empty();
    }

    private HostException ofTls(SSLException tls, IOException exception) {
        for (Throwable cause = tls; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLPeerUnverifiedException) {
                return simple(
                        "Hostname/IP does not match certificate's altnames: " + address.host(),
                        "ERR_TLS_CERT_ALTNAME_INVALID",
                        exception);
            }
            if (cause instanceof CertificateExpiredException) {
                return simple("certificate has expired", "CERT_HAS_EXPIRED", exception);
            }
            if (cause instanceof CertificateNotYetValidException) {
                return simple("certificate is not yet valid", "CERT_NOT_YET_VALID", exception);
            }
        }
        for (Throwable cause = tls; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertificateException) {
                return simple(
                        "unable to verify the first certificate" + WHOM_TO_TRUST,
                        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
                        exception);
            }
        }
        return simple("write EPROTO: the TLS handshake failed", "EPROTO", exception);
    }

    private HostException failed(String message, String code, int errno, String call, IOException cause) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("errno", errno);
        details.put("syscall", call);
        if (call.equals("getaddrinfo")) {
            details.put("hostname", address.host());
        } else if (call.equals("connect")) {
            details.put("address", ip);
            details.put("port", address.port());
            details.put("connect", code.equals("ETIMEDOUT"));
        }
        return HostException.unavailable(message, code, details, cause);
    }

    private static HostException simple(String message, String code, IOException cause) {
        return HostException.unavailable(message, code, Map.of(), cause);
    }
}
