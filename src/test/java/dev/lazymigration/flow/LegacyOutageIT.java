package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@LazyMigrationTest
@Timeout(180)
class LegacyOutageIT {

    /** More than Keycloak has threads for requests. */
    private static final int PEOPLE = 200;

    /** More than the limits let wait for one answer, and less than Keycloak has threads. */
    private static final int CROWD = 20;

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;

    LegacyOutageIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
    }

    @Test
    void aLegacySystemThatIsDownIsLetAloneAndUsersGetInByThemselvesWhenItIsBack() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);
        ServerLog.Mark mark = server.log().mark();

        legacy.stop();
        try {
            for (int i = 0; i < 15; i++) {
                assertToldToTryAgain(realm.app().directGrant("ada", ada.password()));
            }
        } finally {
            legacy.start();
        }
        awaitLogin(ada);

        assertThat(server.log()
                        .linesSince(
                                mark,
                                "WARN .*realm=" + realm.name() + " provider=lazy-migration outcome=Outage reason="))
                .hasSize(1);
        assertThat(server.log()
                        .linesSince(
                                mark, "INFO .*realm=" + realm.name() + " provider=lazy-migration outcome=OutageOver$"))
                .hasSize(1);
    }

    @Test
    void aLegacySystemThatHangsKeepsNobodyWhoIsInKeycloakFromLoggingIn() throws Exception {
        LegacyAccount grace = LegacyAccount.named("grace");
        List<LegacyAccount> pending = IntStream.range(0, PEOPLE)
                .mapToObj(number -> LegacyAccount.named("pending" + number))
                .toList();
        legacy.addUser(grace);
        legacy.addUsers(pending);
        assertThat(realm.app().directGrant("grace", grace.password()).status()).isEqualTo(200);

        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        List<Future<Answer>> answers = new ArrayList<>();
        try {
            legacy.whileHanging(() -> {
                pending.forEach(account -> answers.add(
                        people.submit(() -> realm.app().directGrant(account.username(), account.password()))));
                for (int i = 0; i < 20; i++) {
                    assertThat(realm.app()
                                    .directGrant("grace", grace.password())
                                    .status())
                            .isEqualTo(200);
                }
                for (Future<Answer> answer : answers) {
                    assertToldToTryAgain(result(answer));
                }
            });
        } finally {
            people.shutdown();
        }

        awaitLogin(pending.get(0));
        assertThat(realm.users())
                .extracting("username")
                .containsOnlyOnce("pending0")
                .doesNotContain("pending1");
    }

    @Test
    void aNameThatIsHammeredWhileTheLegacySystemHangsHoldsUpNobodyElse() {
        TestRealm hammered = TestRealm.named("hammered")
                .with(legacy)
                .config("lookupTimeoutMs", "2800")
                .create(server);
        LegacyAccount joan = LegacyAccount.named("joan");
        LegacyAccount mary = LegacyAccount.named("mary");
        legacy.addUsers(List.of(joan, mary));
        assertThat(hammered.app().directGrant("joan", joan.password()).status()).isEqualTo(200);

        ExecutorService people = Executors.newFixedThreadPool(1 + CROWD);
        try {
            legacy.whileHanging(() -> {
                assertToldToTryAgain(hammered.app().directGrant("mary", mary.password()));
                legacy.awaitValue(questionsUnderWay(), "0");
                Future<Answer> first = people.submit(() -> hammered.app().directGrant("mary", mary.password()));
                legacy.awaitValue(questionsUnderWay(), "1");

                CompletionService<Answer> others = new ExecutorCompletionService<>(people);
                for (int i = 0; i < CROWD; i++) {
                    others.submit(() -> hammered.app().directGrant("mary", mary.password()));
                }
                for (int i = 0; i < CROWD / 2; i++) {
                    assertToldToTryAgain(next(others));
                }

                assertThat(legacy.value(questionsUnderWay()))
                        .as("the question for whose answer they do not wait")
                        .contains("1");
                assertThat(hammered.app().directGrant("joan", joan.password()).status())
                        .isEqualTo(200);
                assertToldToTryAgain(result(first));
            });
        } finally {
            people.shutdown();
        }
    }

    private String questionsUnderWay() {
        return "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = '" + legacy.reader()
                + "'";
    }

    private static Answer next(CompletionService<Answer> answers) {
        try {
            return result(answers.take());
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while waiting for an answer", e);
        }
    }

    private static Answer result(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError("A login did not come to an end", e);
        }
    }

    private static void assertToldToTryAgain(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo("temporarily_unavailable");
    }

    private void awaitLogin(LegacyAccount account) {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        Answer answer = realm.app().directGrant(account.username(), account.password());
        while (answer.status() == 503 && Instant.now().isBefore(end)) {
            answer = realm.app().directGrant(account.username(), account.password());
        }
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }
}
