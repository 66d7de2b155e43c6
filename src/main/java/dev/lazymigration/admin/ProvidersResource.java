package dev.lazymigration.admin;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** The lazy-migration providers of a realm. Public, as everything in which Keycloak's REST server looks for methods. */
public final class ProvidersResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder adminEvent;

    ProvidersResource(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
    }

    /**
     * One of them.
     *
     * @throws NotFoundException when the realm has no such provider; nobody learns that who may not read users
     */
    @Path("{providerId}")
    public ProviderResource provider(@PathParam("providerId") String providerId) {
        permissions.users().requireView();
        ComponentModel provider = realm.getComponent(providerId);
        if (provider == null || !AdminApiFactory.ID.equals(provider.getProviderId())) {
            throw new NotFoundException("Could not find lazy-migration provider");
        }
        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        return new ProviderResource(new AdminCall(session, realm, provider, permissions, adminEvent));
    }
}
