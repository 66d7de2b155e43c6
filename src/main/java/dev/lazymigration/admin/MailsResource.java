package dev.lazymigration.admin;

import dev.lazymigration.closing.LinkAddress;
import dev.lazymigration.closing.MailDesk;
import dev.lazymigration.closing.MailsAtAPace;
import dev.lazymigration.closing.NoMailException;
import dev.lazymigration.closing.ResetMails;
import dev.lazymigration.ledger.MailRun;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.services.ErrorResponse;

/**
 * The mails to users who have no password in Keycloak yet. Whoever gets here may read users. Public, as everything in
 * which Keycloak's REST server looks for methods.
 */
public final class MailsResource {

    /** The type of the admin events about these mails. */
    private static final String MAILS = "LAZY_MIGRATION_MAILS";

    private final AdminCall call;

    MailsResource(AdminCall call) {
        this.call = call;
    }

    /** How far they are. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public MailsRepresentation get() {
        return representation(desk().find(call.session(), call.provider()));
    }

    /**
     * Sends some more, or lets the server send all of them at a pace.
     *
     * @param request null when the request has no body
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response send(MailsRequest request) {
        call.requireManage();
        MailsRequest wish = request == null ? MailsRequest.DEFAULT : request;
        OptionalInt pace = wish.pace();
        return pace.isPresent() ? sendAll(wish, pace.getAsInt()) : sendBatch(wish, wish.atMost());
    }

    private Response sendAll(MailsRequest wish, int perMinute) {
        retryFailed(wish);
        return Response.accepted(representation(Optional.of(begin(perMinute)))).build();
    }

    private void retryFailed(MailsRequest wish) {
        if (wish.retries()) {
            mails().retryFailed();
        }
    }

    private MailRun begin(int perMinute) {
        MailRun begun = desk().begin(call.session(), call.realm(), call.provider(), perMinute);
        call.tell(OperationType.ACTION, MAILS, MailPaceTrace.of(begun), "finish", "mails");
        return begun;
    }

    /** For whoever may send them: once what the request has done is done for good, and not at all if it is not. */
    void beginAfterRequest(int perMinute) {
        call.tell(OperationType.ACTION, MAILS, new MailPaceTrace(perMinute), "finish", "mails");
        call.session().getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                desk().begin(call.session(), call.realm(), call.provider(), perMinute);
            }

            @Override
            protected void rollbackImpl() {
                // Then nobody gets a mail.
            }
        });
    }

    private Response sendBatch(MailsRequest wish, int max) {
        if (desk().find(call.session(), call.provider())
                .filter(run -> run.perMinute().isPresent())
                .isPresent()) {
            throw ErrorResponse.exists("The server sends these mails at a pace already; change it, or stop it first.");
        }
        retryFailed(wish);
        int sent = sent(max);
        call.tell(OperationType.ACTION, MAILS, new MailsTrace(sent), "finish", "mails");
        return Response.ok(get()).build();
    }

    private int sent(int max) {
        try {
            return mails().send(max, LinkAddress.of(call.session()));
        } catch (NoMailException failed) {
            throw ErrorResponse.error(failed.getMessage(), Response.Status.BAD_GATEWAY);
        }
    }

    /** The server sends none by itself any more. Whoever has got one keeps his link. */
    @DELETE
    public void stop() {
        call.requireManage();
        Optional<MailRun> last = desk().find(call.session(), call.provider())
                .filter(run -> run.perMinute().isPresent() || !run.problem().isEmpty());
        if (last.isPresent()) {
            desk().stop(call.session(), call.provider());
            call.tell(OperationType.DELETE, MAILS, MailPaceTrace.of(last.get()), "finish", "mails");
        }
    }

    private MailsRepresentation representation(Optional<MailRun> run) {
        return MailsRepresentation.of(mails().progress(), run);
    }

    private ResetMails mails() {
        return new ResetMails(call.session().getKeycloakSessionFactory(), call.realm(), call.provider());
    }

    private MailDesk desk() {
        return call.factory(MailsAtAPace.class).mails();
    }
}
