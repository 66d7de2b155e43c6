package dev.lazymigration.admin;

import java.util.List;
import java.util.TreeSet;

/**
 * What remains of a trial, in an admin event: neither the password nor the profile, nor what was configured.
 *
 * @param script which one was tried
 * @param query about whom it was asked
 * @param changed the configuration keys that were different from what is stored, in their order
 * @param outcome how the run ended
 */
public record TrialTrace(String script, TrialRequest.Query query, List<String> changed, String outcome) {

    static TrialTrace of(TrialRequest request, TrialDesk.Done done) {
        ShownValues shown = new ShownValues(done.run().withoutSecrets());
        TrialRequest.Query query = request.query();
        return new TrialTrace(
                request.script(),
                new TrialRequest.Query(
                        shown.text(query.id()),
                        shown.text(query.email()),
                        shown.text(query.username()),
                        shown.text(query.phone())),
                List.copyOf(new TreeSet<>(request.config().keySet())),
                done.answer().outcome());
    }
}
