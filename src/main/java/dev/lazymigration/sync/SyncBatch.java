package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncTally;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.BulkImport;
import dev.lazymigration.migration.BulkOutcome;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;

/**
 * Some users of a page on their way into Keycloak: all of them in one transaction, together with how far the sync has come
 * by that; or, when the database does not take one of them, each in its own.
 *
 * @param runs by which the sync is gone on with
 * @param settings of the provider
 */
record SyncBatch(ClaimedRuns<SyncRun> runs, ImportSettings settings) {

    /**
     * What came of it.
     *
     * @param run as it is now
     * @param outcomes what became of each user, in their order; unmodifiable
     * @param later what is still to be counted
     */
    record Written(SyncRun run, List<BulkOutcome> outcomes, SyncTally later) {

        Written {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * Writes the users, and counts those who have come. The others are counted by whoever turns the page: until then, a
     * sync that is interrupted reads the page again.
     *
     * @param users none of whom is too many for one transaction
     */
    Written write(SyncRun run, List<LegacyUser> users) {
        Map<String, List<NotApplied>> leftOut = inSession(run, bulk -> bulk.prepareFor(users));
        Written written;
        try {
            written = together(run, users, leftOut);
        } catch (ModelException oneOfThem) {
            written = oneByOne(run, users, leftOut);
        }
        List<BulkOutcome> outcomes = written.outcomes();
        inSession(run, bulk -> {
            bulk.afterCommit(outcomes);
            return null;
        });
        return written;
    }

    private Written together(SyncRun run, List<LegacyUser> users, Map<String, List<NotApplied>> leftOut) {
        return runs.inRealm(run, (own, realm, provider) -> {
            List<BulkOutcome> outcomes = bulk(own, realm, provider).write(users, run.startedAt(), leftOut);
            SyncTally all = outcomes.stream().map(SyncBatch::tally).reduce(SyncTally.NONE, SyncTally::plus);
            SyncTally came = new SyncTally(all.added(), all.withPassword(), all.linked(), 0, 0, 0);
            SyncTally later = new SyncTally(all.read() - came.read(), 0, 0, all.known(), all.skipped(), all.failed());
            return new Written(runs.update(own, run, now -> now.advanced(came)), outcomes, later);
        });
    }

    private Written oneByOne(SyncRun run, List<LegacyUser> users, Map<String, List<NotApplied>> leftOut) {
        Written whole = new Written(run, List.of(), SyncTally.NONE);
        for (LegacyUser user : users) {
            Written one = alone(whole.run(), user, leftOut);
            whole = new Written(
                    one.run(),
                    Stream.concat(whole.outcomes().stream(), one.outcomes().stream())
                            .toList(),
                    whole.later().plus(one.later()));
        }
        return whole;
    }

    /** Twice, since somebody may have come by himself in the meantime. */
    private Written alone(SyncRun run, LegacyUser user, Map<String, List<NotApplied>> leftOut) {
        try {
            return together(run, List.of(user), leftOut);
        } catch (ModelException firstTime) {
            try {
                return together(run, List.of(user), leftOut);
            } catch (ModelException stillNot) {
                return refused(run, user, stillNot);
            }
        }
    }

    private Written refused(SyncRun run, LegacyUser user, ModelException problem) {
        BulkOutcome refused = inSession(run, bulk -> bulk.refuse(user, problem));
        return new Written(run, List.of(refused), tally(refused));
    }

    private static SyncTally tally(BulkOutcome outcome) {
        return outcome.fold(
                came -> new SyncTally(1, came.withPassword() ? 1 : 0, came.withPassword() ? 0 : 1, 0, 0, 0),
                known -> known.bySync() ? SyncTally.NONE : new SyncTally(1, 0, 0, 1, 0, 0),
                switchedOff -> new SyncTally(1, 0, 0, 0, 1, 0),
                refused -> new SyncTally(1, 0, 0, 0, 0, 1));
    }

    private <T> T inSession(SyncRun run, Function<BulkImport, T> work) {
        return runs.inRealm(run, (own, realm, provider) -> work.apply(bulk(own, realm, provider)));
    }

    private BulkImport bulk(KeycloakSession own, RealmModel realm, ComponentModel provider) {
        return new BulkImport(own, realm, provider, settings);
    }
}
