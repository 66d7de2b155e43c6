package dev.lazymigration.script.module;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connection to a directory as a script has it, until it closes it or its run ends. */
final class LdapSession implements AutoCloseable {

    private final LDAPConnection connection;
    private final LdapSockets sockets;
    private final LdapTarget target;
    private final Runnable whenClosed;
    private boolean closed;

    LdapSession(LDAPConnection connection, LdapSockets sockets, LdapTarget target, Runnable whenClosed) {
        this.connection = connection;
        this.sockets = sockets;
        this.target = target;
        this.whenClosed = whenClosed;
    }

    /**
     * Checks a password. An empty one is never right: for LDAP such a bind is no log-in but a request to be nobody,
     * which servers grant (RFC 4513, 5.1.2), and scripts take for success.
     */
    Map<String, Object> bind(String name, String password, Deadline deadline) throws HostException {
        if (password.isEmpty()) {
            return answer(ResultCode.INVALID_CREDENTIALS, "An empty password is never right", "");
        }
        return perform("bind", deadline, millis -> {
            SimpleBindRequest request = new SimpleBindRequest(name, password);
            return connection.bind(patient(request, millis));
        });
    }

    Map<String, Object> startTls(TlsTrust trust, Deadline deadline) throws HostException {
        StartTLSExtendedRequest request;
        try {
            request = new StartTLSExtendedRequest(trust.context());
        } catch (LDAPException e) {
            throw LdapFailure.during("StartTLS", e);
        }
        connection.getConnectionOptions().setSSLSocketVerifier(LdapConnections.verifier(trust));
        return perform("StartTLS", deadline, millis -> connection.processExtendedOperation(patient(request, millis)));
    }

    /** The result with the {@code entries} and {@code references} that came before it. */
    Map<String, Object> search(LdapSearch search, Deadline deadline) throws HostException {
        LdapEntries entries = new LdapEntries();
        Map<String, Object> result = new LinkedHashMap<>();
        do {
            SearchRequest request = request(search, entries, deadline);
            if (search.pageSize() > 0) {
                request.addControl(new SimplePagedResultsControl(
                        search.pageSize(), entries.nextPage().orElse(null)));
            }
            result.putAll(perform(
                    "search", deadline, millis -> entries.pageEnded(connection.search(patient(request, millis)))));
        } while (result.get("code").equals(0) && entries.nextPage().isPresent());
        result.put("entries", entries.entries());
        result.put("references", entries.references());
        return result;
    }

    Map<String, Object> compare(String name, String attribute, String value, Deadline deadline) throws HostException {
        return perform(
                "compare",
                deadline,
                millis -> connection.compare(patient(new CompareRequest(name, attribute, value), millis)));
    }

    Map<String, Object> add(String name, List<Attribute> attributes, Deadline deadline) throws HostException {
        return perform("add", deadline, millis -> connection.add(patient(new AddRequest(name, attributes), millis)));
    }

    Map<String, Object> modify(String name, List<Modification> changes, Deadline deadline) throws HostException {
        if (changes.isEmpty()) {
            throw HostException.misuse("A modification needs at least one change");
        }
        return perform(
                "modify", deadline, millis -> connection.modify(patient(new ModifyRequest(name, changes), millis)));
    }

    Map<String, Object> remove(String name, Deadline deadline) throws HostException {
        return perform("del", deadline, millis -> connection.delete(patient(new DeleteRequest(name), millis)));
    }

    /** @param superior the entry below which to move it, empty for where it is */
    Map<String, Object> rename(String name, String newRdn, String superior, Deadline deadline) throws HostException {
        return perform("modifyDN", deadline, millis -> {
            ModifyDNRequest request = new ModifyDNRequest(name, newRdn, true, superior.isEmpty() ? null : superior);
            return connection.modifyDN(patient(request, millis));
        });
    }

    /** Closes the connection; a second time does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            connection.close();
            whenClosed.run();
        }
    }

    private static SearchRequest request(LdapSearch search, LdapEntries entries, Deadline deadline)
            throws HostException {
        int left = (int) Math.min(Integer.MAX_VALUE, deadline.remaining().toSeconds() + 1);
        SearchRequest request = new SearchRequest(
                entries,
                search.base(),
                search.scope(),
                search.filter(),
                search.attributes().toArray(String[]::new));
        request.setSizeLimit(search.sizeLimit());
        request.setTimeLimitSeconds(search.timeLimit() == 0 ? left : Math.min(left, search.timeLimit()));
        return request;
    }

    private static <R extends LDAPRequest> R patient(R request, int millis) {
        request.setResponseTimeoutMillis(millis);
        return request;
    }

    private Map<String, Object> perform(String name, Deadline deadline, Operation operation) throws HostException {
        TimeIsUp.check(deadline, "asking a directory");
        // The library's time-out is for each message; a server may send one after the other.
        Deadline.Guard guard = deadline.guard(sockets::abort);
        try {
            LDAPResult result = operation.in(LdapTarget.millis(target.timeout(), deadline));
            return answer(result.getResultCode(), result.getDiagnosticMessage(), result.getMatchedDN());
        } catch (LDAPException e) {
            if (LdapFailure.isAnswer(e.getResultCode())) {
                return answer(e.getResultCode(), e.getDiagnosticMessage(), e.getMatchedDN());
            }
            throw deadline.passed() ? TimeIsUp.during("asking a directory", e) : LdapFailure.during(name, e);
        } catch (LdapEntries.TooMuch e) {
            // The rest of the answer is still to come, so nothing else can be asked over this connection.
            sockets.abort();
            throw HostException.unavailable(e.getMessage(), null, Map.of(), e);
        } finally {
            guard.close();
        }
    }

    private static Map<String, Object> answer(ResultCode code, String message, String matched) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("code", code.intValue());
        answer.put("message", message == null ? "" : message);
        answer.put("matchedDN", matched == null ? "" : matched);
        return answer;
    }

    /** What is asked of the directory. */
    @FunctionalInterface
    private interface Operation {

        LDAPResult in(int millis) throws LDAPException;
    }
}
