package dev.lazymigration.admin;

import dev.lazymigration.closing.Closing;
import dev.lazymigration.closing.Findings;
import dev.lazymigration.closing.Gathering;
import dev.lazymigration.closing.NewPasswords;
import dev.lazymigration.closing.Stragglers;
import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.legacy.LegacyTotal;
import dev.lazymigration.migration.LegacyWatch;
import dev.lazymigration.sync.SyncWish;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponse;

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
        return representation(closing().findings(total(), FinishRequest.DEFAULT_DAYS), Optional.empty());
    }

    /**
     * Finishes the migration, or says what that would mean. Where everybody is to be brought across first, it begins a sync,
     * and finishes the migration as soon as it is called after that.
     *
     * @param request null when the request has no body
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response finish(FinishRequest request) {
        FinishRequest wish = request == null ? FinishRequest.DEFAULT : request;
        if (!wish.isDryRun()) {
            call.requireManage();
        }
        int days = wish.daysBack();
        Stragglers fate = wish.fate();
        OptionalInt mailPace = wish.mailPace();
        Findings findings = closing().findings(total(), days);
        boolean finished = FinishConfig.isFinished(call.provider());
        if (wish.isDryRun()) {
            return ok(
                    findings,
                    finished || fate == Stragglers.LEAVE ? Optional.empty() : Optional.of(forecast(findings)));
        }
        if (!finished && fate == Stragglers.CREATE) {
            return gathered(findings, mailPace);
        }
        if (!finished) {
            closing().finish();
            tell(FinishTrace.finished(findings));
        }
        mailPace.ifPresent(mails()::beginAfterRequest);
        return ok(findings, Optional.empty());
    }

    private FinishRepresentation.Stragglers forecast(Findings findings) {
        return gathering()
                .fold(
                        complete -> FinishRepresentation.Stragglers.gathered(
                                newPasswords().outstanding()),
                        underWay -> toBeGathered(findings, Optional.empty()),
                        failed -> toBeGathered(findings, Optional.of(failure(failed))),
                        missing -> toBeGathered(findings, new SyncOrder(call).obstacle()));
    }

    private Response gathered(Findings findings, OptionalInt mailPace) {
        return gathering()
                .fold(
                        complete -> finishedWithNewPasswords(findings, mailPace),
                        underWay -> gathering(findings),
                        failed -> {
                            throw ErrorResponse.exists(failure(failed));
                        },
                        missing -> begun(findings, SyncWish.all(missing.fromStart())));
    }

    private Response finishedWithNewPasswords(Findings findings, OptionalInt mailPace) {
        closing().finish();
        int users = newPasswords().demand();
        tell(FinishTrace.finishedWithNewPasswords(findings, users));
        mailPace.ifPresent(mails()::beginAfterRequest);
        return ok(findings, Optional.of(FinishRepresentation.Stragglers.gathered(users)));
    }

    private Response begun(Findings findings, SyncWish wish) {
        return new SyncOrder(call)
                .begin(wish)
                .fold(claimed -> gathering(findings), busy -> gathering(findings), closed -> {
                    throw ErrorResponse.error(closed.reason(), Response.Status.BAD_REQUEST);
                });
    }

    private Response gathering(Findings findings) {
        return Response.accepted(
                        representation(findings.whileSyncing(), Optional.of(toBeGathered(findings, Optional.empty()))))
                .build();
    }

    private FinishRepresentation.Stragglers toBeGathered(Findings findings, Optional<String> problem) {
        return FinishRepresentation.Stragglers.toBeGathered(
                findings, newPasswords().outstanding(), problem);
    }

    private static String failure(Gathering.Failed failed) {
        return "The last sync has failed. Mend that and sync once more, or let \"stragglers\" be \"leave\": "
                + failed.problem();
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
        if (!FinishConfig.isGoingOn(call.provider())) {
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

    private Gathering gathering() {
        return Gathering.of(new SyncOrder(call).last(), Instant.now());
    }

    private NewPasswords newPasswords() {
        return new NewPasswords(call.session(), call.realm(), call.provider());
    }

    private Response ok(Findings findings, Optional<FinishRepresentation.Stragglers> stragglers) {
        return Response.ok(representation(findings, stragglers)).build();
    }

    private FinishRepresentation representation(
            Findings findings, Optional<FinishRepresentation.Stragglers> stragglers) {
        ComponentModel now = call.realm().getComponent(call.providerId());
        return FinishRepresentation.of(FinishConfig.since(now), findings, stragglers, this::username);
    }

    private String username(String userId) {
        return Optional.ofNullable(call.session().users().getUserById(call.realm(), userId))
                .map(UserModel::getUsername)
                .orElse(null);
    }
}
