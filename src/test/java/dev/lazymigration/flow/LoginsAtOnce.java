package dev.lazymigration.flow;

import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Users who log in at the same moment. */
final class LoginsAtOnce {

    private LoginsAtOnce() {}

    /** Each by the direct grant; the answers are in the order of the accounts. */
    static List<Answer> of(TestRealm realm, List<LegacyAccount> accounts) {
        CyclicBarrier start = new CyclicBarrier(accounts.size());
        ExecutorService people = Executors.newFixedThreadPool(accounts.size());
        try {
            List<Future<Answer>> logins = accounts.stream()
                    .map(account -> people.submit(() -> login(realm, account, start)))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> login : logins) {
                answers.add(login.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while users log in", e);
        } catch (ExecutionException e) {
            throw new AssertionError("A login did not come to an end", e);
        } finally {
            people.shutdown();
        }
    }

    private static Answer login(TestRealm realm, LegacyAccount account, CyclicBarrier start)
            throws InterruptedException, BrokenBarrierException {
        start.await();
        return realm.app().directGrant(account.username(), account.password());
    }
}
