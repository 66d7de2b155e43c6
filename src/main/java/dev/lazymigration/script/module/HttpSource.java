package dev.lazymigration.script.module;

import java.security.KeyStore;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/**
 * Where HTTP requests go through: the server's own client, with its trust store, proxies and time-outs. Implementations
 * are safe for use by several threads.
 */
public interface HttpSource {

    /** The client; never closed by whoever asks for it. */
    CloseableHttpClient client();

    /** Whom that client trusts; empty for those whom Java trusts. */
    Optional<KeyStore> authorities();

    /** A client of Java's own trust and without proxy, for a place without Keycloak. */
    static HttpSource plain() {
        return Plain.INSTANCE;
    }

    static HttpSource of(CloseableHttpClient client, Supplier<Optional<KeyStore>> authorities) {
        return new HttpSource() {

            @Override
            public CloseableHttpClient client() {
                return client;
            }

            @Override
            public Optional<KeyStore> authorities() {
                return authorities.get();
            }
        };
    }

    /** Made when it is needed for the first time. */
    final class Plain {

        private static final HttpSource INSTANCE =
                of(HttpClients.custom().disableCookieManagement().build(), Optional::empty);

        private Plain() {}
    }
}
