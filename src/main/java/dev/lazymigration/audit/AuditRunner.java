package dev.lazymigration.audit;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.SyncState;
import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.migration.BulkForecast;
import dev.lazymigration.migration.BulkRehearsal;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.sync.ClaimedRuns;
import dev.lazymigration.sync.ListRunner;
import dev.lazymigration.sync.SyncPages;
import dev.lazymigration.sync.SyncSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One audit: looks at the users of each page, and reports what it has found. Not safe for use by several threads. */
final class AuditRunner extends ListRunner<AuditRun> {

    /** A report is much longer than what is said of each page. */
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    private final ClaimedRuns<AuditRun> runs;
    private final AuditTally tally;
    private Optional<Place> following = Optional.empty();
    private Instant lastReport = Instant.now();

    /** @param tally of this audit, without anything in it */
    AuditRunner(ClaimedRuns<AuditRun> runs, String realmName, AuditTally tally, AuditLog log) {
        super(runs, realmName, log);
        this.runs = runs;
        this.tally = tally;
    }

    @Override
    protected Place place(AuditRun run, SyncSource.Readable source) {
        return following.orElseGet(
                () -> new Place(source.key(), new ListQuery(1, source.pageSize(), Optional.empty(), Optional.empty())));
    }

    @Override
    protected String wayOutOfAnotherList() {
        return "begin the audit anew";
    }

    @Override
    protected AuditRun take(AuditRun run, Reading read) {
        if (read.next() instanceof SyncPages.Next.Lost lost) {
            return end(run, SyncState.FAILED, lost.problem());
        }
        LegacyPage page = read.page();
        boolean again = read.next() instanceof SyncPages.Next.End end && end.again();
        if (!again) {
            look(run, page, read.settings());
        }
        AuditRun advanced = runs.update(
                run, now -> withReport(now.advanced(again ? 0 : page.rows().size(), page.total())));
        if (!(read.next() instanceof SyncPages.Next.Page next)) {
            return end(advanced, SyncState.COMPLETED, "");
        }
        ListQuery before = read.place().query();
        following = Optional.of(new Place(
                read.place().listing(),
                new ListQuery(before.page() + 1, before.limit(), next.cursor(), Optional.empty())));
        return advanced;
    }

    private void look(AuditRun run, LegacyPage page, ImportSettings settings) {
        page.rows().stream()
                .map(LegacyPage.Row::problem)
                .filter(problem -> !problem.isEmpty())
                .forEach(tally::addUnusableRow);
        List<LegacyUser> users =
                page.rows().stream().flatMap(row -> row.user().stream()).toList();
        runs.inRealm(run, (session, realm, provider) -> {
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
        return concluded(run);
    }

    @Override
    protected AuditRun concluded(AuditRun run) {
        return run.reported(tally.report().json());
    }
}
