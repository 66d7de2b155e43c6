package dev.lazymigration.admin;

import dev.lazymigration.closing.Closing;
import dev.lazymigration.closing.Findings;
import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.legacy.LegacyTotal;
import dev.lazymigration.migration.LegacyWatch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * The end of one provider's migration. Whoever gets here may read users. Public, as everything in which Keycloak's REST
 * server looks for methods.
 */
public final class FinishResource {

    /** The type of the admin events about the end of a migration. */
    private static final String FINISH = "LAZY_MIGRATION_FINISH";

    private final AdminCall call;

    FinishResource(AdminCall call) {
        this.call = call;
    }

    /** Whether the migration is finished, and what finishing it would mean. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public FinishRepresentation get() {
        return representation(call.provider(), closing().findings(total(), FinishRequest.DEFAULT_DAYS));
    }

    /**
     * Finishes the migration, or says what that would mean.
     *
     * @param request null when the request has no body
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public FinishRepresentation finish(FinishRequest request) {
        FinishRequest wish = request == null ? FinishRequest.DEFAULT : request;
        if (!wish.isDryRun()) {
            call.requireManage();
        }
        int days = wish.daysBack();
        OptionalInt mailPace = wish.mailPace();
        Findings findings = closing().findings(total(), days);
        if (!wish.isDryRun() && !FinishConfig.isFinished(call.provider())) {
            closing().finish();
            tell(FinishTrace.finished(findings));
        }
        if (!wish.isDryRun()) {
            mailPace.ifPresent(mails()::begin);
        }
        return representation(call.realm().getComponent(call.providerId()), findings);
    }

    /** Takes the end back: the scripts are run again, and nobody has lost anything by it. */
    @DELETE
    public void reopen() {
        call.requireManage();
        if (FinishConfig.isFinished(call.provider())) {
            try {
                closing().reopen();
            } catch (ComponentValidationException invalid) {
                throw ErrorResponse.error(
                        call.messages().format(invalid.getMessage(), invalid.getParameters()),
                        Response.Status.BAD_REQUEST);
            }
            tell(FinishTrace.reopened());
        }
    }

    /** The mails to users who have no password in Keycloak yet. */
    @Path("mails")
    public MailsResource mails() {
        return new MailsResource(call);
    }

    /** A provider that is switched off or finished asks nobody. */
    private LegacyTotal total() {
        if (FinishConfig.isFinished(call.provider()) || !new UserStorageProviderModel(call.provider()).isEnabled()) {
            return LegacyTotal.UNTOLD;
        }
        return call.factory(LegacyWatch.class)
                .legacyStatus(call.session(), call.provider())
                .fold(LegacyStatus.Asked::total, unusable -> LegacyTotal.UNTOLD);
    }

    private Closing closing() {
        return new Closing(call.session(), call.realm(), call.provider());
    }

    private void tell(FinishTrace trace) {
        call.tell(OperationType.ACTION, FINISH, trace, "finish");
    }

    private FinishRepresentation representation(ComponentModel now, Findings findings) {
        return FinishRepresentation.of(FinishConfig.since(now), findings, this::username);
    }

    private String username(String userId) {
        return Optional.ofNullable(call.session().users().getUserById(call.realm(), userId))
                .map(UserModel::getUsername)
                .orElse(null);
    }
}
