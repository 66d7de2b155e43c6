package dev.lazymigration;

import dev.lazymigration.legacy.RequestContext;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.RealmModel;

/** Reads off Keycloak's context for whom the legacy system is asked. Background jobs have no client and no address. */
final class RequestContexts {

    private RequestContexts() {}

    static RequestContext of(KeycloakContext keycloak, RealmModel realm) {
        Optional<ClientModel> client = Optional.ofNullable(keycloak.getClient());
        return new RequestContext(
                realm.getId(),
                realm.getName(),
                client.map(ClientModel::getClientId).orElse(null),
                client.map(ClientModel::getName).orElse(null),
                Optional.ofNullable(keycloak.getConnection())
                        .map(ClientConnection::getRemoteHost)
                        .orElse(null),
                userAgent(keycloak));
    }

    /** Where no application is involved, and no end user. */
    static RequestContext background(RealmModel realm) {
        return new RequestContext(realm.getId(), realm.getName(), null, null, null, null);
    }

    private static String userAgent(KeycloakContext keycloak) {
        try {
            HttpHeaders headers = keycloak.getHttpRequest().getHttpHeaders();
            return headers == null ? null : headers.getHeaderString(HttpHeaders.USER_AGENT);
        } catch (ContextNotActiveException backgroundJob) {
            return null;
        }
    }
}
