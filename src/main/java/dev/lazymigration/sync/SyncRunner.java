package dev.lazymigration.sync;

import dev.lazymigration.ledger.Failure;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import dev.lazymigration.ledger.SyncTally;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.migration.BulkOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** One sync, from where it is to its end, on the calling thread. Holds no session while the legacy system is asked. */
final class SyncRunner {

    private static final String UNUSABLE_ROW = "unusable-row";

    /** How many users are written in one transaction at most: somebody who logs in meanwhile may have to wait for it. */
    private static final int MOST_USERS = 200;

    /** What a node may take beyond the reading of a page, before another one takes over. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final KeycloakSessionFactory factory;
    private final SyncSource.Book sources;
    private final BooleanSupplier leaving;
    private final SyncPages pages = new SyncPages();
    private final SyncLog log;
    private final String realmName;

    /** @param leaving whether the server is about to end */
    SyncRunner(
            KeycloakSessionFactory factory,
            SyncSource.Book sources,
            BooleanSupplier leaving,
            String realmName,
            String providerName) {
        this.factory = factory;
        this.sources = sources;
        this.leaving = leaving;
        this.realmName = realmName;
        this.log = new SyncLog(realmName, providerName);
    }

    /** @return how it ended; still running when it is left to somebody else */
    SyncRun run(SyncRun claimed) {
        log.began(claimed);
        SyncRun run = claimed;
        try {
            while (run.state() == SyncState.RUNNING) {
                if (leaving.getAsBoolean()) {
                    return left(run);
                }
                run = step(run);
                log.advanced(run);
            }
        } catch (SyncBatch.ClaimLostException lost) {
            log.left("its provider is gone, or another node has taken over");
            return run;
        } catch (RuntimeException problem) {
            // Whatever Keycloak throws: its database may be gone, or its caches, which it may close before us when it
            // ends. What was written is in the database, and the claim runs out by itself.
            log.interrupted(problem);
            return run;
        }
        log.ended(run);
        return run;
    }

    private SyncRun left(SyncRun run) {
        log.left("the server ends; it can go on from there");
        return update(run, now -> now.claimedUntil(Instant.now()));
    }

    private SyncRun step(SyncRun run) {
        if (run.stopWanted()) {
            return end(run, SyncState.STOPPED, "");
        }
        SyncSource source = source(run);
        if (source instanceof SyncSource.Closed closed) {
            return end(run, SyncState.FAILED, closed.reason());
        }
        SyncSource.Readable readable = (SyncSource.Readable) source;
        if (!readable.key().equals(run.listing())) {
            return end(
                    run, SyncState.FAILED, "the listUsers script or the size of its pages was changed; sync once more");
        }
        RequestContext context = new RequestContext(run.realmId(), realmName, null, null, null, null);
        return pages.read((query, asked) -> list(run, query, asked), query(run, readable), context)
                .fold(
                        listed -> take(run, listed.page(), readable),
                        unavailable -> end(run, SyncState.FAILED, unavailable.reason()),
                        broken -> end(run, SyncState.FAILED, broken.reason()));
    }

    private static ListQuery query(SyncRun run, SyncSource.Readable source) {
        return new ListQuery(run.page(), source.pageSize(), run.cursor(), run.since());
    }

    /** Each attempt by what is configured then, and under a claim that lasts as long as it can. */
    private ListOutcome list(SyncRun run, ListQuery query, RequestContext context) {
        if (!(source(run) instanceof SyncSource.Readable source)) {
            return new ListOutcome.Unavailable("the provider was configured anew at this moment");
        }
        update(run, now -> now.claimedUntil(Instant.now().plus(source.timeLimit()).plus(GRACE)));
        return source.listing().list(query, context);
    }

    private SyncSource source(SyncRun run) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = Optional.ofNullable(session.realms().getRealm(run.realmId()))
                    .orElseThrow(SyncBatch.ClaimLostException::new);
            ComponentModel provider = Optional.ofNullable(realm.getComponent(run.providerId()))
                    .orElseThrow(SyncBatch.ClaimLostException::new);
            session.getContext().setRealm(realm);
            return sources.find(session, realm, provider);
        });
    }

    private SyncRun take(SyncRun before, LegacyPage page, SyncSource.Readable source) {
        SyncPages.Next next = pages.after(page, query(before, source));
        if (next instanceof SyncPages.Next.End end && end.again()) {
            // Rows that failed would fail, and be counted, once more.
            return update(before, now -> next(now, next, page.total()));
        }
        List<LegacyUser> users =
                page.rows().stream().flatMap(row -> row.user().stream()).toList();
        SyncBatch batch = new SyncBatch(factory, source.settings());
        SyncRun run = before;
        SyncTally later = SyncTally.NONE;
        List<BulkOutcome> outcomes = new ArrayList<>();
        for (int first = 0; first < users.size(); first += MOST_USERS) {
            SyncBatch.Written written =
                    batch.write(run, users.subList(first, Math.min(first + MOST_USERS, users.size())));
            run = written.run();
            later = later.plus(written.later());
            outcomes.addAll(written.outcomes());
        }
        outcomes.forEach(this::logIfRefused);
        return turn(run, page, next, later);
    }

    private void logIfRefused(BulkOutcome outcome) {
        if (outcome instanceof BulkOutcome.Refused refused) {
            log.rowFailed(
                    refused.user().id(),
                    refused.username(),
                    refused.reason().code(),
                    refused.reason().explanation());
        }
    }

    /** Counts what is not counted yet and goes to the next page, in one transaction. */
    private SyncRun turn(SyncRun run, LegacyPage page, SyncPages.Next next, SyncTally later) {
        List<String> problems = new ArrayList<>();
        for (int row = 0; row < page.rows().size(); row++) {
            String problem = page.rows().get(row).problem();
            if (!problem.isEmpty()) {
                problems.add("page %d, row %d: %s".formatted(run.page(), row + 1, problem));
            }
        }
        problems.forEach(problem -> log.rowFailed(null, null, UNUSABLE_ROW, problem));
        SyncTally rest = later.plus(new SyncTally(problems.size(), 0, 0, 0, 0, problems.size()));
        UnaryOperator<SyncRun> counted = now -> now.advanced(rest);
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            problems.forEach(problem -> writeDown(own, run, problem));
            return SyncBatch.update(own, run, now -> next(counted.apply(now), next, page.total()));
        });
    }

    private static void writeDown(KeycloakSession own, SyncRun run, String problem) {
        JpaMigrationFailures.of(own)
                .add(new Failure(
                        run.realmId(),
                        run.providerId(),
                        FailureKind.REFUSED,
                        UNUSABLE_ROW,
                        null,
                        null,
                        problem,
                        Instant.now()));
    }

    private static SyncRun next(SyncRun run, SyncPages.Next next, OptionalLong total) {
        if (next instanceof SyncPages.Next.Page page) {
            return run.turned(page.cursor(), total);
        }
        return next instanceof SyncPages.Next.Lost lost
                ? run.ended(SyncState.FAILED, Instant.now(), lost.problem())
                : run.turned(Optional.empty(), total).ended(SyncState.COMPLETED, Instant.now(), "");
    }

    private SyncRun end(SyncRun run, SyncState state, String problem) {
        return update(run, now -> now.ended(state, Instant.now(), problem));
    }

    private SyncRun update(SyncRun run, UnaryOperator<SyncRun> change) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> SyncBatch.update(own, run, change));
    }
}
