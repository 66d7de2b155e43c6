package dev.lazymigration;

import dev.lazymigration.script.module.HttpSource;
import java.util.Optional;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.truststore.TruststoreProvider;

/** Keycloak's own HTTP client, set up by the server's operator with {@code spi-connections-http-client-…}. */
final class ServerHttp {

    private ServerHttp() {}

    /** Holds nothing of the session: client and trust store are those of the server. */
    static HttpSource of(KeycloakSession session) {
        TruststoreProvider truststore = session.getProvider(TruststoreProvider.class);
        return HttpSource.of(
                session.getProvider(HttpClientProvider.class).getHttpClient(),
                () -> Optional.ofNullable(truststore).map(TruststoreProvider::getTruststore));
    }
}
