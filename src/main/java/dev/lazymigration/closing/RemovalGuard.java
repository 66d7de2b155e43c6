package dev.lazymigration.closing;

import dev.lazymigration.closing.jpa.LinkedUsers;
import dev.lazymigration.closing.jpa.LinkedUsers.Part;
import dev.lazymigration.config.AdminMessages;
import dev.lazymigration.config.FinishConfig;
import jakarta.ws.rs.core.Response;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponse;

/**
 * Keeps a provider from being deleted while there are users whose password only its scripts can prove. Keycloak asks
 * nobody before it deletes one, but tells the provider within the transaction, which can be brought down there.
 */
public record RemovalGuard(KeycloakSession session, RealmModel realm) {

    private static final String HELD = "lazyMigrationRemovalHeld";

    /**
     * Lets a provider go, with what is left of the legacy passwords of its users.
     *
     * @throws jakarta.ws.rs.WebApplicationException 409, when users need it and its migration is not finished
     */
    public void release(ComponentModel provider) {
        LinkedUsers linked = new LinkedUsers(session);
        long count = linked.count(provider.getId(), Part.ALL);
        if (count > 0 && !FinishConfig.isFinished(provider)) {
            throw ErrorResponse.error(new AdminMessages(session, realm).format(HELD, count), Response.Status.CONFLICT);
        }
        linked.forget(provider.getId());
    }
}
