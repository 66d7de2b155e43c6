package dev.lazymigration.admin;

import dev.lazymigration.closing.NoMailException;
import dev.lazymigration.closing.ResetMails;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.admin.OperationType;
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
        return MailsRepresentation.of(mails().progress());
    }

    /**
     * Sends some more.
     *
     * @param request null when the request has no body
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public MailsRepresentation send(MailsRequest request) {
        call.requireManage();
        int max = (request == null ? MailsRequest.DEFAULT : request).atMost();
        int sent = sent(max);
        call.tell(OperationType.ACTION, MAILS, new MailsTrace(sent), "finish", "mails");
        return MailsRepresentation.of(mails().progress());
    }

    private int sent(int max) {
        try {
            return mails().send(max);
        } catch (NoMailException failed) {
            throw ErrorResponse.error(failed.getMessage(), Response.Status.BAD_GATEWAY);
        }
    }

    private ResetMails mails() {
        return new ResetMails(call.session(), call.realm(), call.provider());
    }
}
