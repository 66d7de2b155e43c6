package dev.lazymigration.admin;

import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.ledger.FailureFilter;
import dev.lazymigration.ledger.MigrationFailures;
import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.RecordFilter;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.migration.LegacyWatch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import java.util.List;
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
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max,
            @QueryParam("format") String format) {
        ListForm form = form(format);
        Optional<String> user = Optional.ofNullable(userId);
        if (username != null) {
            UserModel named = UserStoragePrivateUtil.userLocalStorage(call.session())
                    .getUserByUsername(call.realm(), username.strip());
            if (named == null || user.isPresent() && !user.get().equals(named.getId())) {
                return form.answer("records", List.of(), RecordRepresentation::table);
            }
            user = Optional.of(named.getId());
        }
        RecordFilter filter = new RecordFilter(
                Optional.ofNullable(legacyId), user, Parameters.method(method), Parameters.flag("deleted", deleted));
        List<RecordRepresentation> records =
                ledger().list(call.providerId(), filter, Parameters.page(first, max)).stream()
                        .map(this::representation)
                        .toList();
        return form.answer("records", records, RecordRepresentation::table);
    }

    private ListForm form(String format) {
        return ListForm.wanted(
                Parameters.form(format),
                call.session().getContext().getHttpRequest().getHttpHeaders().getAcceptableMediaTypes());
    }

    private RecordRepresentation representation(MigrationRecord migrated) {
        return RecordRepresentation.of(
                migrated, Optional.ofNullable(call.session().users().getUserById(call.realm(), migrated.userId())));
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
        RecordRepresentation before = representation(migrated);
        if (!before.deleted()) {
            throw ErrorResponse.exists("The legacy user is user " + migrated.userId()
                    + " in Keycloak. Delete that user first; then the legacy user can be migrated again.");
        }
        ledger().forget(call.providerId(), legacyId);
        call.tell(OperationType.DELETE, RECORD, before, "records", legacyId);
    }

    /**
     * What went wrong, newest first. What scripts have printed, whole rows perhaps, is for those who may change them.
     *
     * @param kind of this kind
     * @param legacyId of this legacy user
     * @param format as what, whatever is accepted
     */
    @GET
    @Path("failures")
    @Produces({MediaType.APPLICATION_JSON, ListForm.CSV_TYPE})
    public Response failures(
            @QueryParam("kind") String kind,
            @QueryParam("legacyId") String legacyId,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max,
            @QueryParam("format") String format) {
        FailureFilter filter = new FailureFilter(Parameters.kind(kind), Optional.ofNullable(legacyId));
        List<FailureRepresentation> failures =
                failures().list(call.providerId(), filter, Parameters.page(first, max)).stream()
                        .map(FailureRepresentation::of)
                        .map(failure ->
                                call.permissions().realm().canManageRealm() ? failure : failure.withoutConsole())
                        .toList();
        return form(format).answer("failures", failures, FailureRepresentation::table);
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
