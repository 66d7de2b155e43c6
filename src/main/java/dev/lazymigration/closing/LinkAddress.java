package dev.lazymigration.closing;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/**
 * The address at which a request has reached the server. Keycloak derives from it, and from its own settings, with what a
 * link begins, and does so again for each mail: so this is kept as it was, and not what came of it.
 */
public record LinkAddress(URI base) {

    /** That of the request that the session is for. */
    public static LinkAddress of(KeycloakSession session) {
        return new LinkAddress(session.getContext().getHttpRequest().getUri().getBaseUri());
    }

    /** As {@link #toString} wrote it down. */
    static LinkAddress parse(String text) {
        return new LinkAddress(URI.create(text));
    }

    /** A session for no request makes the same links as one for a request to this address. */
    void useFor(KeycloakSession session) {
        UriInfo address = only(
                UriInfo.class, Map.of("getBaseUri", () -> base, "getBaseUriBuilder", () -> UriBuilder.fromUri(base)));
        session.getContext().setHttpRequest(only(HttpRequest.class, Map.of("getUri", () -> address)));
    }

    /** Answers to these methods; to all others as Keycloak's context does when there is no request. */
    private static <T> T only(Class<T> type, Map<String, Supplier<?>> answers) {
        return type.cast(Proxy.newProxyInstance(
                LinkAddress.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.getOrDefault(method.getName(), () -> {
                            throw new ContextNotActiveException("There is no request");
                        })
                        .get()));
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
