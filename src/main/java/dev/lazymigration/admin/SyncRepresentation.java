package dev.lazymigration.admin;

import dev.lazymigration.ledger.SyncRun;
import java.time.Instant;

/**
 * A sync, in JSON.
 *
 * @param state {@code running}, {@code interrupted}, {@code completed}, {@code stopped} or {@code failed}
 * @param since of users who have changed since then, in milliseconds since 1970; missing when it is one of all
 * @param total how many users the list has; missing when the listUsers script does not say
 * @param read how many rows of it have been read
 * @param added users who came across
 * @param withPassword those of them who came with a password that Keycloak can verify
 * @param linked those of them who prove their password at their first login
 * @param known users who were across before; nothing of them was changed
 * @param skipped users who are switched off in the legacy system and stay there
 * @param failed rows that did not come across; why is among the failures
 * @param startedAt when it began
 * @param endedAt when it ended; missing while it is under way
 * @param perSecond rows that are read in a second; missing as long as that is not known
 * @param secondsLeft how long it will take at that pace; missing when that or the total is not known
 * @param problem why it failed; missing when it did not
 */
public record SyncRepresentation(
        String state,
        Long since,
        Long total,
        long read,
        long added,
        long withPassword,
        long linked,
        long known,
        long skipped,
        long failed,
        long startedAt,
        Long endedAt,
        Long perSecond,
        Long secondsLeft,
        String problem) {

    static SyncRepresentation of(SyncRun run, Instant now) {
        RunProgress progress = RunProgress.of(run, now);
        return new SyncRepresentation(
                progress.state(),
                run.since().map(Instant::toEpochMilli).orElse(null),
                progress.total(),
                run.tally().read(),
                run.tally().added(),
                run.tally().withPassword(),
                run.tally().linked(),
                run.tally().known(),
                run.tally().skipped(),
                run.tally().failed(),
                progress.startedAt(),
                progress.endedAt(),
                progress.perSecond(),
                progress.secondsLeft(),
                progress.problem());
    }
}
