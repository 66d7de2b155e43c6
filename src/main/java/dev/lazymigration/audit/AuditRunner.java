package dev.lazymigration.audit;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.SyncState;
import dev.lazymigration.ledger.jpa.JpaAuditRuns;
import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.migration.BulkForecast;
import dev.lazymigration.migration.BulkRehearsal;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.sync.SyncPages;
import dev.lazymigration.sync.SyncSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One audit, from its beginning to its end, on the calling thread. Holds no session while the legacy system is asked. Not
 * safe for use by several threads.
 */
final class AuditRunner {

    /** What a node may take beyond the reading of a page, before another one may begin anew. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** A report is much longer than what is said of each page. */
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    private final KeycloakSessionFactory factory;
    private final SyncSource.Book sources;
    private final BooleanSupplier leaving;
    private final SyncPages pages = new SyncPages();
    private final AuditTally tally = new AuditTally();
    private final AuditLog log;
    private final String realmName;
    private Optional<Place> place = Optional.empty();
    private Instant lastReport = Instant.now();

    /** Where in which list the next page is. */
    private record Place(String listing, ListQuery query) {}

    /** Somebody else has begun anew, or the provider is gone. */
    private static final class ClaimLostException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** @param leaving whether the server is about to end */
    AuditRunner(
            KeycloakSessionFactory factory,
            SyncSource.Book sources,
            BooleanSupplier leaving,
            String realmName,
            String providerName) {
        this.factory = factory;
        this.sources = sources;
        this.leaving = leaving;
        this.realmName = realmName;
        this.log = new AuditLog(realmName, providerName);
    }

    /** @return how it ended; still running when it was left */
    AuditRun run(AuditRun claimed) {
        log.began();
        AuditRun run = claimed;
        try {
            while (run.state() == SyncState.RUNNING) {
                if (leaving.getAsBoolean()) {
                    log.left("the server ends");
                    return update(run, now -> now.claimedUntil(Instant.now()));
                }
                run = step(run);
            }
        } catch (ClaimLostException lost) {
            log.left("its provider is gone, or another node has begun anew");
            return run;
        } catch (RuntimeException problem) {
            // Whatever Keycloak's database throws; the claim runs out by itself.
            log.interrupted(problem);
            return run;
        }
        log.ended(run, tally.report(), Instant.now());
        return run;
    }

    private AuditRun step(AuditRun run) {
        if (run.stopWanted()) {
            return end(run, SyncState.STOPPED, "");
        }
        SyncSource source = inRealm(run, sources::find);
        if (source instanceof SyncSource.Closed closed) {
            return end(run, SyncState.FAILED, closed.reason());
        }
        SyncSource.Readable readable = (SyncSource.Readable) source;
        Place here = place.orElseGet(() ->
                new Place(readable.key(), new ListQuery(1, readable.pageSize(), Optional.empty(), Optional.empty())));
        if (!readable.key().equals(here.listing())) {
            return end(
                    run,
                    SyncState.FAILED,
                    "the listUsers script or the size of its pages was changed; begin the audit anew");
        }
        return pages.read(
                        (query, context) -> list(run, query, context),
                        here.query(),
                        new RequestContext(run.realmId(), realmName, null, null, null, null))
                .fold(
                        listed -> take(run, here, listed.page(), readable.settings()),
                        unavailable -> end(run, SyncState.FAILED, unavailable.reason()),
                        broken -> end(run, SyncState.FAILED, broken.reason()));
    }

    /** Each attempt by what is configured then, and under a claim that lasts as long as it can. */
    private ListOutcome list(AuditRun run, ListQuery query, RequestContext context) {
        if (!(inRealm(run, sources::find) instanceof SyncSource.Readable source)) {
            return new ListOutcome.Unavailable("the provider was configured anew at this moment");
        }
        update(
                run,
                now -> now.claimedUntil(Instant.now().plus(source.timeLimit()).plus(GRACE)));
        return source.listing().list(query, context);
    }

    private AuditRun take(AuditRun run, Place here, LegacyPage page, ImportSettings settings) {
        SyncPages.Next next = pages.after(page, here.query());
        if (next instanceof SyncPages.Next.Lost lost) {
            return end(run, SyncState.FAILED, lost.problem());
        }
        boolean again = next instanceof SyncPages.Next.End end && end.again();
        if (!again) {
            look(run, page, settings);
        }
        AuditRun advanced = update(
                run, now -> withReport(now.advanced(again ? 0 : page.rows().size(), page.total())));
        if (!(next instanceof SyncPages.Next.Page following)) {
            return end(advanced, SyncState.COMPLETED, "");
        }
        place = Optional.of(new Place(
                here.listing(),
                new ListQuery(here.query().page() + 1, here.query().limit(), following.cursor(), Optional.empty())));
        return advanced;
    }

    private void look(AuditRun run, LegacyPage page, ImportSettings settings) {
        page.rows().stream()
                .map(LegacyPage.Row::problem)
                .filter(problem -> !problem.isEmpty())
                .forEach(tally::addUnusableRow);
        List<LegacyUser> users =
                page.rows().stream().flatMap(row -> row.user().stream()).toList();
        inRealm(run, (session, realm, provider) -> {
            Namesakes.Rules rules =
                    new Namesakes.Rules(realm.isDuplicateEmailsAllowed(), realm.isLoginWithEmailAllowed());
            List<BulkForecast> forecasts = new BulkRehearsal(session, realm, provider, settings).of(users);
            forecasts.forEach(forecast -> tally.add(forecast, rules));
            return forecasts.size();
        });
    }

    private AuditRun withReport(AuditRun run) {
        Instant now = Instant.now();
        if (now.isBefore(lastReport.plus(BETWEEN_REPORTS))) {
            return run;
        }
        lastReport = now;
        log.advanced(run, now);
        return run.reported(tally.report().json());
    }

    private AuditRun end(AuditRun run, SyncState state, String problem) {
        String report = tally.report().json();
        return update(run, now -> now.reported(report).ended(state, Instant.now(), problem));
    }

    private AuditRun update(AuditRun run, UnaryOperator<AuditRun> change) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, own -> JpaAuditRuns.of(own).update(run, change).orElseThrow(ClaimLostException::new));
    }

    /** What is asked of a provider in a session of its own. */
    @FunctionalInterface
    private interface Work<T> {

        T of(KeycloakSession session, RealmModel realm, ComponentModel provider);
    }

    private <T> T inRealm(AuditRun run, Work<T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = Optional.ofNullable(session.realms().getRealm(run.realmId()))
                    .orElseThrow(ClaimLostException::new);
            ComponentModel provider =
                    Optional.ofNullable(realm.getComponent(run.providerId())).orElseThrow(ClaimLostException::new);
            session.getContext().setRealm(realm);
            return work.of(session, realm, provider);
        });
    }
}
