package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;

/** Puts one question to one server, without following where it sends the client on. */
final class HttpExchange {

    private static final int MOST_ADDRESSES = 4;
    private static final int MOST_HEADERS = 500;

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** Where HttpClient 4.5's DefaultHttpClientConnectionOperator looks for what connects this request. */
    private static final String SOCKET_FACTORIES = "http.socket-factory-registry";

    private final HttpSource source;
    private final HostAddresses names;
    private final HttpQuestion question;
    private final Deadline deadline;

    HttpExchange(HttpSource source, ReachableHosts hosts, HttpQuestion question, Deadline deadline) {
        this.source = source;
        this.names = new HostAddresses(hosts, deadline);
        this.question = question;
        this.deadline = deadline;
    }

    /** The answer, as the module files expect it. */
    Map<String, Object> answer() throws HostException {
        WebAddress address = question.address();
        List<InetAddress> addresses;
        try {
            addresses = names.of(address.host());
        } catch (UnknownHostException e) {
            // Behind a proxy this is usual: nobody but the proxy has to know the name.
            names.checkName(address.host());
            return attempt(new HttpHost(address.host(), address.port(), address.scheme()), true);
        } catch (IOException e) {
            throw new HttpFailure(address, address.host()).of(e);
        }
        return firstThatConnects(addresses);
    }

    /** Like Node, which tries the addresses one after another. Nothing was sent to those that did not connect. */
    private Map<String, Object> firstThatConnects(List<InetAddress> addresses) throws HostException {
        HostException first = null;
        for (InetAddress ip : Stream.concat(
                        addresses.stream().filter(Inet4Address.class::isInstance),
                        addresses.stream().filter(other -> !(other instanceof Inet4Address)))
                .limit(MOST_ADDRESSES)
                .toList()) {
            WebAddress address = question.address();
            try {
                return attempt(new HttpHost(ip, address.host(), address.port(), address.scheme()), false);
            } catch (HostException e) {
                if (!neverConnected(e) || deadline.passed()) {
                    throw e;
                }
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    private static boolean neverConnected(HostException failure) {
        Throwable cause = failure.getCause();
        return cause instanceof ConnectException || cause instanceof ConnectTimeoutException;
    }

    private Map<String, Object> attempt(HttpHost target, boolean onlyByProxy) throws HostException {
        TimeIsUp.check(deadline, question.toString());
        CloseableHttpClient client = source.client();
        HttpCourse course = new HttpCourse(onlyByProxy);
        HttpUriRequest request = request(client, course);
        String ip = target.getAddress() == null
                ? target.getHostName()
                : target.getAddress().getHostAddress();
        try (Deadline.Guard guard = deadline.guard(course::isFlooded, request::abort)) {
            try (CloseableHttpResponse response = client.execute(target, request, course)) {
                if (course.isOfTheProxy()) {
                    throw HttpFailure.noTunnel(response.getStatusLine().getStatusCode());
                }
                return read(response, request);
            } catch (UncheckedIOException e) {
                throw new HttpFailure(question.address(), ip).of(e.getCause());
            } catch (IOException e) {
                throw guard.expired() ? cut(e) : new HttpFailure(question.address(), ip).of(e);
            }
        }
    }

    private HostException cut(IOException cause) {
        return deadline.passed() ? TimeIsUp.during(question.toString(), cause) : HttpBody.tooLong();
    }

    private HttpUriRequest request(CloseableHttpClient client, HttpCourse course) throws HostException {
        RequestBuilder builder = RequestBuilder.create(question.method())
                .setUri(question.address().requestTarget())
                .setConfig(config(client));
        question.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
        if (builder.getFirstHeader(HttpHeaders.HOST) == null) {
            builder.addHeader(HttpHeaders.HOST, question.address().authority());
        }
        // Without one, some servers answer a POST with "411 Length Required"; Node sends "Content-Length: 0".
        if (question.hasBody() || WITH_BODY.contains(question.method())) {
            builder.setEntity(new ByteArrayEntity(question.body()));
        }
        if (question.address().isSecure() && !question.tls().isUsual()) {
            // Nobody else shall get this connection afterwards, since others do not trust, or are not, whom it does.
            course.setUserToken(new Object());
            builder.addHeader(HttpHeaders.CONNECTION, "close");
            course.setAttribute(SOCKET_FACTORIES, question.tls().sockets(source.authorities()));
        }
        return builder.build();
    }

    private RequestConfig config(CloseableHttpClient client) {
        RequestConfig usual = client instanceof Configurable configurable && configurable.getConfig() != null
                ? configurable.getConfig()
                : RequestConfig.DEFAULT;
        RequestConfig.Builder config = RequestConfig.copy(usual)
                .setConnectionRequestTimeout(millis(usual.getConnectionRequestTimeout()))
                .setConnectTimeout(millis(usual.getConnectTimeout()))
                .setSocketTimeout(millis(usual.getSocketTimeout()))
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .setNormalizeUri(false);
        if (question.address().isSecure() && !question.tls().isUsual()) {
            // The wildcard address changes nothing but the route, so that no idle connection of others is taken either.
            config.setLocalAddress(HostAddresses.WILDCARD);
        }
        return config.build();
    }

    /** The shortest of what the server's operator, the script and the run allow. */
    private int millis(int usual) {
        long left = Math.max(1, deadline.remaining().toMillis());
        long byScript = question.timeout().isZero()
                ? left
                : Math.min(left, question.timeout().toMillis());
        return (int) Math.min(Integer.MAX_VALUE, usual > 0 ? Math.min(usual, byScript) : byScript);
    }

    private Map<String, Object> read(CloseableHttpResponse response, HttpUriRequest request)
            throws IOException, HostException {
        HttpEntity entity = response.getEntity();
        byte[] body;
        try {
            body = entity == null || entity.getContent() == null ? new byte[0] : HttpBody.read(entity.getContent());
            if (question.decompress()) {
                Header encoding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
                body = encoding == null ? body : HttpBody.decompressed(body, encoding.getValue());
            }
        } catch (HostException e) {
            // Without it, closing the answer would read the rest.
            request.abort();
            throw e;
        }
        List<Object> headers = new ArrayList<>();
        Header[] all = response.getAllHeaders();
        if (all.length > MOST_HEADERS) {
            throw HttpBody.tooLong();
        }
        for (Header header : all) {
            headers.add(List.of(header.getName(), header.getValue() == null ? "" : header.getValue()));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", response.getStatusLine().getStatusCode());
        String reason = response.getStatusLine().getReasonPhrase();
        answer.put("statusText", reason == null ? "" : reason);
        answer.put(
                "httpVersion",
                response.getProtocolVersion().getMajor() + "."
                        + response.getProtocolVersion().getMinor());
        answer.put("headers", headers);
        answer.put("body", body);
        return answer;
    }
}
