package dev.lazymigration.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingProvider;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * A span in the trace of the request that the thread works for; outside of any request, nothing. Confined to its thread.
 * Says what happened and never why: reasons are for the log.
 */
final class RequestSpan implements AutoCloseable {

    private static final String TRACER = "dev.lazymigration";

    private final TracingProvider tracing;
    private final Span span;

    private RequestSpan(TracingProvider tracing, Span span) {
        this.tracing = tracing;
        this.span = span;
    }

    /** @param name without anything of users and scripts in it */
    static RequestSpan begin(String name) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        if (session == null) {
            return new RequestSpan(null, Span.getInvalid());
        }
        TracingProvider tracing = session.getProvider(TracingProvider.class);
        return new RequestSpan(tracing, tracing.startSpan(TRACER, "LazyMigration." + name));
    }

    RequestSpan with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    void failed() {
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        if (tracing != null) {
            tracing.endSpan();
        }
    }
}
