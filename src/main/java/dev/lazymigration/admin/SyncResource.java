package dev.lazymigration.admin;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.sync.SyncDesk;
import dev.lazymigration.sync.Syncing;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.storage.UserStorageProvider;

/**
 * The sync of one provider. Whoever gets here may read users. Public, as everything in which Keycloak's REST server looks
 * for methods.
 */
public final class SyncResource {

    /** The type of the admin events about syncs. */
    private static final String SYNC = "LAZY_MIGRATION_SYNC";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ComponentModel provider;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder adminEvent;

    SyncResource(
            KeycloakSession session,
            RealmModel realm,
            ComponentModel provider,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.provider = provider;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
    }

    /** The one that is under way, or else the last one. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SyncRepresentation last() {
        return representation(lastRun());
    }

    /**
     * Begins one, or goes on with one that was not finished; answers as soon as it is begun.
     *
     * @param request null when the request has no body
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response begin(SyncRequest request) {
        requireManage();
        return desk().begin(session, realm, provider, (request == null ? SyncRequest.DEFAULT : request).wish())
                .fold(
                        claimed -> begun(claimed.run()),
                        busy -> {
                            throw ErrorResponse.exists(
                                    "A sync of this provider is under way; wait for its end, or stop it.");
                        },
                        closed -> {
                            throw ErrorResponse.error(closed.reason(), Response.Status.BAD_REQUEST);
                        });
    }

    private Response begun(SyncRun run) {
        SyncRepresentation begun = representation(run);
        adminEvent
                .operation(OperationType.ACTION)
                .resource(SYNC)
                .resourcePath(AdminApiFactory.ID, provider.getId(), "sync")
                .representation(begun)
                .success();
        desk().run(session.getKeycloakSessionFactory(), realm, provider, run);
        return Response.accepted(begun).build();
    }

    /** Stops the one that is under way after its present page. It can go on from there. */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    public Response stop() {
        requireManage();
        SyncRun run = lastRun();
        if (!run.isUnderWay(Instant.now())) {
            throw ErrorResponse.exists("No sync of this provider is under way.");
        }
        desk().stop(session, provider);
        adminEvent
                .operation(OperationType.DELETE)
                .resource(SYNC)
                .resourcePath(AdminApiFactory.ID, provider.getId(), "sync")
                .representation(representation(run))
                .success();
        return Response.accepted(representation(run)).build();
    }

    private void requireManage() {
        permissions.users().requireManage();
        permissions.realm().requireManageRealm();
    }

    private SyncRun lastRun() {
        return desk().find(session, provider)
                .orElseThrow(() -> new NotFoundException("This provider was never synced"));
    }

    private static SyncRepresentation representation(SyncRun run) {
        return SyncRepresentation.of(run, Instant.now());
    }

    private SyncDesk desk() {
        Syncing syncing = (Syncing)
                session.getKeycloakSessionFactory().getProviderFactory(UserStorageProvider.class, AdminApiFactory.ID);
        return syncing.syncs();
    }
}
