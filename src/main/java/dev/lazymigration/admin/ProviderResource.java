package dev.lazymigration.admin;

import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.ledger.FailureFilter;
import dev.lazymigration.ledger.MigrationFailures;
import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.Page;
import dev.lazymigration.ledger.RecordFilter;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.migration.LegacyWatch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * One provider. Whoever gets here may read users. Public, as everything in which Keycloak's REST server looks for
 * methods.
 */
public final class ProviderResource {

    /** The type of the admin events about lines of the ledger. */
    private static final String RECORD = "LAZY_MIGRATION_RECORD";

    /** The type of the admin events about scripts that were tried. */
    private static final String TRIAL = "LAZY_MIGRATION_TRIAL";

    private final AdminCall call;

    ProviderResource(AdminCall call) {
        this.call = call;
    }

    /** How far the migration is, and how the legacy system is. */
    @GET
    @Path("status")
    @Produces(MediaType.APPLICATION_JSON)
    public StatusRepresentation status() {
        LegacyWatch watch = call.factory(LegacyWatch.class);
        boolean enabled = new UserStorageProviderModel(call.provider()).isEnabled();
        Optional<Instant> finished = FinishConfig.since(call.provider());
        Optional<LegacyStatus> legacy = enabled && finished.isEmpty()
                ? Optional.of(watch.legacyStatus(call.session(), call.provider()))
                : Optional.empty();
        Instant now = Instant.now();
        return StatusRepresentation.of(
                enabled,
                finished,
                legacy,
                StatusRepresentation.Migrated.of(
                        ledger().count(call.providerId()), ledger().last(call.providerId()), now),
                ledger().lastProof(call.providerId()),
                StatusRepresentation.Failures.of(failures().count(call.providerId())));
    }

    /**
     * Who was migrated, newest first.
     *
     * @param legacyId of this legacy user
     * @param userId of this Keycloak user
     * @param username of the user who has this name in Keycloak now
     * @param method of users who came in this way
     * @param deleted of users who are deleted in Keycloak by now, or of those who are not
     * @param first how many are left out; without it and {@code max}, a table is the whole list
     * @param max how many there are at most
     * @param format as what, whatever is accepted
     */
    @GET
    @Path("records")
    @Produces({MediaType.APPLICATION_JSON, ListForm.CSV_TYPE})
    public Response records(
            @QueryParam("legacyId") String legacyId,
            @QueryParam("userId") String userId,
            @QueryParam("username") String username,
            @QueryParam("method") String method,
            @QueryParam("deleted") String deleted,
            @QueryParam("first") Integer first,
            @QueryParam("max") Integer max,
            @QueryParam("format") String format) {
        ListForm form = form(format);
        Optional<Page> part = Parameters.part(form, first, max);
        Optional<MigrationMethod> way = Parameters.method(method);
        Optional<Boolean> gone = Parameters.flag("deleted", deleted);
        Optional<String> user = Optional.ofNullable(userId);
        if (username != null) {
            UserModel named = UserStoragePrivateUtil.userLocalStorage(call.session())
                    .getUserByUsername(call.realm(), username.strip());
            if (named == null || user.isPresent() && !user.get().equals(named.getId())) {
                return RecordList.nobody(form);
            }
            user = Optional.of(named.getId());
        }
        RecordFilter filter = new RecordFilter(Optional.ofNullable(legacyId), user, way, gone);
        return new RecordList(call, filter).answer(form, part);
    }

    private ListForm form(String format) {
        return ListForm.wanted(
                Parameters.form(format),
                call.session().getContext().getHttpRequest().getHttpHeaders().getAcceptableMediaTypes());
    }

    /**
     * Lifts a tombstone: a user who was migrated and then deleted in Keycloak can come across once more.
     *
     * @param legacyId the legacy system's id for him; may hold any characters, encoded as they have to be in an address
     */
    @DELETE
    @Path("records/{legacyId: .+}")
    public void lift(@PathParam("legacyId") String legacyId) {
        call.requireManage();
        MigrationRecord migrated = ledger().find(call.providerId(), legacyId)
                .orElseThrow(() -> new NotFoundException("Could not find legacy user"));
        RecordRepresentation before = RecordRepresentation.of(
                migrated,
                Optional.ofNullable(call.session().users().getUserById(call.realm(), migrated.userId()))
                        .map(UserModel::getUsername));
        if (!before.deleted()) {
            throw ErrorResponse.exists("The legacy user is user " + migrated.userId()
                    + " in Keycloak. Delete that user first; then the legacy user can be migrated again.");
        }
        ledger().forget(call.providerId(), legacyId);
        call.tell(OperationType.DELETE, RECORD, before, "records", legacyId);
    }

    /**
     * What went wrong, newest first.
     *
     * @param kind of this kind
     * @param legacyId of this legacy user
     * @param first how many are left out; without it and {@code max}, a table is the whole list
     * @param max how many there are at most
     * @param format as what, whatever is accepted
     */
    @GET
    @Path("failures")
    @Produces({MediaType.APPLICATION_JSON, ListForm.CSV_TYPE})
    public Response failures(
            @QueryParam("kind") String kind,
            @QueryParam("legacyId") String legacyId,
            @QueryParam("first") Integer first,
            @QueryParam("max") Integer max,
            @QueryParam("format") String format) {
        FailureFilter filter = new FailureFilter(Parameters.kind(kind), Optional.ofNullable(legacyId));
        ListForm form = form(format);
        return new FailureList(call, filter).answer(form, Parameters.part(form, first, max));
    }

    /**
     * Runs a script once and shows everything that can be seen of it; writes nothing but an admin event.
     *
     * @param request null when the request has no body
     */
    @POST
    @Path("try")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public TrialRepresentation tryOut(TrialRequest request) {
        call.permissions().realm().requireManageRealm();
        if (request == null) {
            throw ErrorResponse.error("the request needs a body", Response.Status.BAD_REQUEST);
        }
        TrialDesk.Done done =
                new TrialDesk(call.session(), call.realm(), call.provider(), call.messages()).run(request);
        call.tell(OperationType.ACTION, TRIAL, TrialTrace.of(request, done), "try");
        return done.answer();
    }

    /** To bring across in bulk whoever does not come by himself. */
    @Path("sync")
    public SyncResource sync() {
        return new SyncResource(call);
    }

    /** The end of the migration. */
    @Path("finish")
    public FinishResource finish() {
        return new FinishResource(call);
    }

    /** What would keep users out, and what they would lose, found before any of them comes. */
    @Path("audit")
    public AuditResource audit() {
        return new AuditResource(call);
    }

    private MigrationLedger ledger() {
        return JpaMigrationLedger.of(call.session());
    }

    private MigrationFailures failures() {
        return JpaMigrationFailures.of(call.session());
    }
}
