package dev.lazymigration.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes a server's traces, as OpenTelemetry's own collector does. Threadsafe. */
public final class TraceCollector {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer http;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * A span that has ended.
     *
     * @param traceId the same for all spans of a request
     * @param id of this one
     * @param parentId of the span in which it began
     * @param attributes as text
     * @param failed whether its status is an error
     */
    public record Span(
            String traceId, String id, String parentId, String name, Map<String, String> attributes, boolean failed) {

        private static Span of(io.opentelemetry.proto.trace.v1.Span span) {
            return new Span(
                    hex(span.getTraceId().toByteArray()),
                    hex(span.getSpanId().toByteArray()),
                    hex(span.getParentSpanId().toByteArray()),
                    span.getName(),
                    span.getAttributesList().stream()
                            .collect(Collectors.toMap(KeyValue::getKey, Span::text, (first, second) -> first)),
                    span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR);
        }

        private static String text(KeyValue attribute) {
            return attribute.getValue().hasStringValue()
                    ? attribute.getValue().getStringValue()
                    : attribute.getValue().toString().strip();
        }

        private static String hex(byte[] id) {
            return HexFormat.of().formatHex(id);
        }
    }

    private TraceCollector(HttpServer http) {
        this.http = http;
        http.createContext("/v1/traces", this::take);
        http.start();
    }

    /** Lives as long as the JVM: a server that finds nobody complains in its log. */
    public static TraceCollector launch() {
        try {
            return new TraceCollector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the collector", e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                    .flatMap(ofResource -> ofResource.getScopeSpansList().stream())
                    .flatMap(ofScope -> ofScope.getSpansList().stream())
                    .map(Span::of)
                    .forEach(spans::add);
        }
        byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.close();
    }

    public String url() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** The spans so far. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** Waits for a span with that name and that value of an attribute; servers send them with a delay. */
    public Span await(String name, String attribute, String value) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (Span span : spans) {
                if (span.name().equals(name) && value.equals(span.attributes().get(attribute))) {
                    return span;
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("No span " + name + " with " + attribute + "=" + value + " among "
                + spans.stream().map(Span::name).distinct().toList());
    }
}
