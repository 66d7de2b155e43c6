package dev.lazymigration.admin;

import dev.lazymigration.ledger.SyncRun;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.keycloak.services.ErrorResponse;

/**
 * The sync of one provider. Whoever gets here may read users. Public, as everything in which Keycloak's REST server looks
 * for methods.
 */
public final class SyncResource {

    private final AdminCall call;

    SyncResource(AdminCall call) {
        this.call = call;
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
        call.requireManage();
        return order().begin((request == null ? SyncRequest.DEFAULT : request).wish())
                .fold(
                        claimed -> accepted(claimed.run()),
                        busy -> {
                            throw ErrorResponse.exists(
                                    "A sync of this provider is under way; wait for its end, or stop it.");
                        },
                        closed -> {
                            throw ErrorResponse.error(closed.reason(), Response.Status.BAD_REQUEST);
                        });
    }

    /** Stops the one that is under way after its present page. It can go on from there. */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    public Response stop() {
        call.requireManage();
        SyncRun run = lastRun();
        if (!run.isUnderWay(Instant.now())) {
            throw ErrorResponse.exists("No sync of this provider is under way.");
        }
        order().stop(run);
        return accepted(run);
    }

    private SyncRun lastRun() {
        return order().last().orElseThrow(() -> new NotFoundException("This provider was never synced"));
    }

    private static SyncRepresentation representation(SyncRun run) {
        return SyncRepresentation.of(run, Instant.now());
    }

    private static Response accepted(SyncRun run) {
        return Response.accepted(representation(run)).build();
    }

    private SyncOrder order() {
        return new SyncOrder(call);
    }
}
