package dev.lazymigration.sync;

import dev.lazymigration.ledger.Failure;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import dev.lazymigration.ledger.SyncTally;
import dev.lazymigration.ledger.jpa.FailurePruning;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.migration.BulkOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/** One sync: brings the users of each page across, and counts what became of them. Not safe for use by several threads. */
final class SyncRunner extends ListRunner<SyncRun> {

    private static final String UNUSABLE_ROW = "unusable-row";

    /** How many users are written in one transaction at most: somebody who logs in meanwhile may have to wait for it. */
    private static final int MOST_USERS = 200;

    private static final int PAGES_BETWEEN_PRUNINGS = 10;

    private final ClaimedRuns<SyncRun> runs;
    private final SyncLog log;

    SyncRunner(ClaimedRuns<SyncRun> runs, String realmName, SyncLog log) {
        super(runs, realmName, log);
        this.runs = runs;
        this.log = log;
    }

    @Override
    protected Place place(SyncRun run, SyncSource.Readable source) {
        return new Place(run.listing(), new ListQuery(run.page(), source.pageSize(), run.cursor(), run.since()));
    }

    @Override
    protected String wayOutOfAnotherList() {
        return "sync once more";
    }

    @Override
    protected SyncRun take(SyncRun before, Reading read) {
        LegacyPage page = read.page();
        if (read.next() instanceof SyncPages.Next.End end && end.again()) {
            // Rows that failed would fail, and be counted, once more.
            return runs.update(before, now -> next(now, read.next(), page.total()));
        }
        List<LegacyUser> users =
                page.rows().stream().flatMap(row -> row.user().stream()).toList();
        SyncBatch batch = new SyncBatch(runs, read.settings());
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
        return turn(run, page, read.next(), later);
    }

    /** Whoever logs in next is not to find a million failures that he has to forget. */
    @Override
    protected void advanced(SyncRun run) {
        if (run.state() == SyncState.RUNNING && run.page() % PAGES_BETWEEN_PRUNINGS != 0) {
            return;
        }
        try {
            new FailurePruning(runs.factory(), run.providerId()).run();
        } catch (RuntimeException problem) {
            // What is left over can be forgotten at any time, and is no reason to interrupt a sync.
            log.notPruned(problem);
        }
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
        return KeycloakModelUtils.runJobInTransactionWithResult(runs.factory(), own -> {
            problems.forEach(problem -> writeDown(own, run, problem));
            return runs.update(own, run, now -> next(counted.apply(now), next, page.total()));
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
}
