package dev.lazymigration.admin;

import dev.lazymigration.config.AdminMessages;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.storage.UserStorageProvider;

/**
 * One request to the admin API about one provider.
 *
 * @param session of the request
 * @param realm of the provider
 * @param provider what the request is about
 * @param permissions of who asks
 * @param adminEvent by which it is written down that he has acted
 */
record AdminCall(
        KeycloakSession session,
        RealmModel realm,
        ComponentModel provider,
        AdminPermissionEvaluator permissions,
        AdminEventBuilder adminEvent) {

    String providerId() {
        return provider.getId();
    }

    /** @throws jakarta.ws.rs.ForbiddenException when who asks may not manage users and the realm */
    void requireManage() {
        permissions.users().requireManage();
        permissions.realm().requireManageRealm();
    }

    /** Messages in the language of who asks. */
    AdminMessages messages() {
        return new AdminMessages(session, realm);
    }

    /**
     * What the factory of the providers has for the admin API.
     *
     * @param part an interface that the factory implements
     */
    <T> T factory(Class<T> part) {
        return part.cast(
                session.getKeycloakSessionFactory().getProviderFactory(UserStorageProvider.class, AdminApiFactory.ID));
    }

    /**
     * Writes down an admin event.
     *
     * @param type of the resource
     * @param representation holds no secret
     * @param path below that of the provider
     */
    void tell(OperationType operation, String type, Object representation, String... path) {
        adminEvent
                .operation(operation)
                .resource(type)
                .resourcePath(Stream.concat(Stream.of(AdminApiFactory.ID, providerId()), Stream.of(path))
                        .toArray(String[]::new))
                .representation(representation)
                .success();
    }
}
