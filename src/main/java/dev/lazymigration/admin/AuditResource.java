package dev.lazymigration.admin;

import dev.lazymigration.audit.AuditDesk;
import dev.lazymigration.audit.Auditing;
import dev.lazymigration.ledger.AuditRun;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.ErrorResponse;

/**
 * The audit of one provider's list of users. Whoever gets here may read users. Public, as everything in which Keycloak's REST
 * server looks for methods.
 */
public final class AuditResource {

    /** The type of the admin events about audits. */
    private static final String AUDIT = "LAZY_MIGRATION_AUDIT";

    private final AdminCall call;

    AuditResource(AdminCall call) {
        this.call = call;
    }

    /** The one that is under way, or else the last one, with what it has found. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public AuditRepresentation last() {
        return representation(lastRun());
    }

    /** Begins one, and answers as soon as it is begun. It writes nothing but its report. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response begin() {
        call.requireManage();
        return desk().begin(call.session(), call.realm(), call.provider())
                .fold(
                        claimed -> begun(claimed.run()),
                        busy -> {
                            throw ErrorResponse.exists(
                                    "An audit of this provider is under way; wait for its end, or stop it.");
                        },
                        closed -> {
                            throw ErrorResponse.error(closed.reason(), Response.Status.BAD_REQUEST);
                        });
    }

    private Response begun(AuditRun run) {
        AuditRepresentation begun = representation(run);
        event(OperationType.ACTION, begun);
        desk().run(call.session().getKeycloakSessionFactory(), call.realm(), call.provider(), run);
        return Response.accepted(begun).build();
    }

    /** Stops the one that is under way after its present page. */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    public Response stop() {
        call.requireManage();
        AuditRun run = lastRun();
        if (!run.isUnderWay(Instant.now())) {
            throw ErrorResponse.exists("No audit of this provider is under way.");
        }
        desk().stop(call.session(), call.provider());
        event(OperationType.DELETE, representation(run));
        return Response.accepted(representation(run)).build();
    }

    private void event(OperationType operation, AuditRepresentation audit) {
        call.tell(operation, AUDIT, AuditTrace.of(audit), "audit");
    }

    private AuditRun lastRun() {
        return desk().find(call.session(), call.provider())
                .orElseThrow(() -> new NotFoundException("This provider was never audited"));
    }

    private static AuditRepresentation representation(AuditRun run) {
        return AuditRepresentation.of(run, Instant.now());
    }

    private AuditDesk desk() {
        return call.factory(Auditing.class).audits();
    }
}
