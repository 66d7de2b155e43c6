package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.flow.Visitor.Reply;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that can happen to a legacy database on a Monday morning, while people come at a steady rate: what each of
 * them gets has to be the truth, every single time.
 */
@LazyMigrationTest
class ChaosIT {

    private static final Duration TROUBLE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PENDING_AT_THE_FORM = "pending user, login form";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    private final AnswerTable answers = new AnswerTable("works");
    private final ConcurrentLinkedQueue<LegacyAccount> pending = new ConcurrentLinkedQueue<>();
    private final Set<LegacyAccount> acrossNow = ConcurrentHashMap.newKeySet();

    ChaosIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @Test
    @Timeout(600)
    void whateverHappensToTheLegacyDatabaseEverySingleAnswerIsTheTruth() throws Exception {
        IntStream.range(0, 500)
                .mapToObj(i -> LegacyAccount.named("pending" + i))
                .forEach(pending::add);
        legacy.addUsers(List.copyOf(pending));
        LegacyAccount migrated = LegacyAccount.named("migrated");
        LegacyAccount guessed = LegacyAccount.named("guessed");
        LegacyAccount impersonated = LegacyAccount.named("impersonated");
        legacy.addUsers(List.of(migrated, guessed, impersonated));
        assertThat(byForm(migrated)).isEqualTo(Reply.LET_IN);

        List<Visitor> visitors = List.of(
                visitor("migrated user, login form", EnumSet.of(Reply.LET_IN), () -> byForm(migrated)),
                visitor("migrated user, token endpoint", EnumSet.of(Reply.LET_IN), () -> byGrant(migrated)),
                visitor(PENDING_AT_THE_FORM, EnumSet.of(Reply.LET_IN, Reply.TRY_AGAIN), () -> next(this::byForm)),
                visitor(
                        "pending user, token endpoint",
                        EnumSet.of(Reply.LET_IN, Reply.TRY_AGAIN),
                        () -> next(this::byGrant)),
                visitor(
                        "pending user, wrong password",
                        EnumSet.of(Reply.WRONG_CREDENTIALS, Reply.TRY_AGAIN),
                        () -> byGrant(guessed.withPassword("a guess"))),
                visitor(
                        "sign-up with a legacy user's address",
                        EnumSet.of(Reply.ALREADY_EXISTS, Reply.TRY_AGAIN),
                        () -> signUp(impersonated)));
        ExecutorService people = Executors.newFixedThreadPool(visitors.size());
        List<Future<?>> comings = new ArrayList<>();
        visitors.forEach(visitor -> comings.add(people.submit(visitor)));
        try {
            awaitLogins("works");
            trouble("stopped", () -> {
                legacy.stop();
                rest();
                legacy.start();
            });
            trouble("paused", () -> {
                legacy.pause();
                rest();
                legacy.resume();
            });
            trouble("restarted", () -> {
                legacy.stop();
                legacy.start();
            });
            trouble("cut off, again and again", () -> {
                for (int i = 0; i < 20; i++) {
                    legacy.cutConnections();
                    LockSupport.parkNanos(TROUBLE.toNanos() / 20);
                }
            });
            trouble("locked", () -> legacy.whileHanging(ChaosIT::rest));
        } finally {
            visitors.forEach(Visitor::comesNoMore);
            people.shutdown();
        }
        for (Future<?> coming : comings) {
            coming.get();
        }

        publish(answers.markdown());
        assertThat(answers.lies()).isEmpty();
        assertEverybodyIsAcrossOnceAndWhole(migrated);
        assertThat(realm.user("impersonated")).isEmpty();
        assertThat(realm.user("guessed")).isEmpty();
    }

    private Visitor visitor(String who, Set<Reply> allowed, Callable<Reply> visit) {
        return new Visitor(who, allowed, visit, answers);
    }

    private void trouble(String name, Runnable cause) {
        answers.during(name);
        cause.run();
        Instant over = Instant.now();
        answers.during("after it was " + name);
        awaitLogins("after it was " + name);
        answers.recovered(name, Duration.between(over, Instant.now()));
    }

    private static void rest() {
        LockSupport.parkNanos(TROUBLE.toNanos());
    }

    /** Nothing is restarted and nobody helps. */
    private void awaitLogins(String during) {
        Instant end = Instant.now().plus(PATIENCE);
        while (answers.count(during, PENDING_AT_THE_FORM, Reply.LET_IN) < 3) {
            assertThat(Instant.now()).as("Nobody got in: " + answers.markdown()).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Whoever is told to try again does. */
    private Reply next(Function<LegacyAccount, Reply> login) {
        LegacyAccount account = pending.remove();
        Reply reply = login.apply(account);
        if (reply == Reply.LET_IN) {
            acrossNow.add(account);
        } else {
            pending.add(account);
        }
        return reply;
    }

    private Reply byForm(LegacyAccount account) {
        return reply(realm.openLogin().signIn(account.username(), account.password()), "Invalid username or password.");
    }

    private Reply signUp(LegacyAccount account) {
        return reply(
                realm.openLogin().register("another-name", account.email(), "a password of his own"),
                "Email already exists.");
    }

    private static Reply reply(LoginPage page, String refusal) {
        if (page.isSignedIn()) {
            return Reply.LET_IN;
        }
        if (page.browser().status() == 503) {
            return page.browser().text().contains("We can't check your account right now")
                    ? Reply.TRY_AGAIN
                    : Reply.ANYTHING_ELSE;
        }
        if (!page.errorText().equals(refusal)) {
            return Reply.ANYTHING_ELSE;
        }
        return refusal.startsWith("Email") ? Reply.ALREADY_EXISTS : Reply.WRONG_CREDENTIALS;
    }

    private Reply byGrant(LegacyAccount account) {
        Answer answer = realm.app().directGrant(account.username(), account.password());
        return switch (answer.status()) {
            case 200 -> Reply.LET_IN;
            case 401 -> Reply.WRONG_CREDENTIALS;
            case 503 -> answer.error().equals("temporarily_unavailable") ? Reply.TRY_AGAIN : Reply.ANYTHING_ELSE;
            default -> Reply.ANYTHING_ELSE;
        };
    }

    private void assertEverybodyIsAcrossOnceAndWhole(LegacyAccount migrated) {
        acrossNow.add(migrated);
        List<List<String>> whole = tables.query("SELECT u.username FROM user_entity u"
                + " JOIN realm r ON r.id = u.realm_id"
                + " JOIN lazy_migration_record l ON l.user_id = u.id"
                + " JOIN credential c ON c.user_id = u.id AND c.type = 'password'"
                + " WHERE r.name = '" + realm.name() + "' AND u.email IS NOT NULL AND u.enabled");
        assertThat(whole.stream().map(row -> row.get(0)))
                .containsExactlyInAnyOrderElementsOf(
                        acrossNow.stream().map(LegacyAccount::username).toList());
        assertThat(realm.admin().users().count()).isEqualTo(acrossNow.size());
    }

    private static void publish(String table) throws IOException {
        Path file = Path.of(System.getProperty("lazymigration.work.dir"), "..", "chaos-answers.md");
        Files.writeString(file, table);
        System.out.println(table);
    }
}
