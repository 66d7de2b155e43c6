package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.log.LogLine;
import java.time.Instant;

/** The log lines of one sync. Not safe for use by several threads. */
final class SyncLog extends ListRunLog<SyncRun> {

    /** All of them are among the failures. */
    private static final int MOST_ROWS = 100;

    private int rows;

    SyncLog(String realm, String provider) {
        super("Sync", realm, provider);
    }

    @Override
    protected void began(SyncRun run) {
        LOG.info(outcome(run.read() == 0 ? "Started" : "Resumed")
                .and("since", run.since().orElse(null))
                .and("page", run.page())
                .and("read", run.read()));
    }

    void rowFailed(String legacyId, String username, String code, String reason) {
        rows++;
        if (rows <= MOST_ROWS) {
            LOG.warn(line("NotImported")
                    .and("method", "sync")
                    .and("code", code)
                    .and("legacyId", legacyId)
                    .and("username", username)
                    .and("reason", reason));
        } else if (rows == MOST_ROWS + 1) {
            LOG.warn(line("NotImported").and("method", "sync").and("reason", "and more; see the failures"));
        }
    }

    void notPruned(RuntimeException problem) {
        LOG.warn(line("FailuresNotPruned").and("reason", problem.getClass().getName()));
        LOG.debug("The problem with the failures", problem);
    }

    @Override
    protected LogLine figures(LogLine line, SyncRun run, Instant now) {
        return line.and("read", run.read())
                .and("total", run.total().isPresent() ? run.total().getAsLong() : null)
                .and("added", run.tally().added())
                .and("known", run.tally().known())
                .and("skipped", run.tally().skipped())
                .and("failed", run.tally().failed())
                .and("perSecond", run.rowsPerSecond(now).map(Math::round).orElse(null));
    }

    @Override
    protected void leaving() {
        left("the server ends; it can go on from there");
    }

    @Override
    protected void lost() {
        left("its provider is gone, or another node has taken over");
    }
}
