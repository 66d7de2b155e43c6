package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user comes across exactly once: whatever races, on however many nodes, and whenever a node is killed. */
@Tag("own-server")
@Tag("restarted-server")
class OnceIT {

    private static final String DATABASE = RestartedServer.DATABASE;
    private static final int LOGINS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MAILS = 40;

    private static final String WITHOUT_PASSWORDS =
            """
            async function listUsers() {
              const { Pool } = require('pg');

              const { rows } = await new Pool({ connectionString: env.DB_CONNECTION_URI }).query(
                "SELECT id, username, email FROM users WHERE username LIKE 'mailed%' ORDER BY id");
              return rows;
            }""";

    private static Postgres postgres;
    private static KeycloakServer first;
    private static KeycloakServer second;
    private static LegacyDatabase legacy;
    private static KeycloakTables tables;
    private static TestRealm onFirst;
    private static TestRealm onSecond;

    @BeforeAll
    static void startTwoNodesOnOneDatabase() {
        postgres = RestartedServer.get().postgres();
        legacy = LegacyDatabase.on(postgres);
        first = RestartedServer.get().server();
        first.start();
        second = first.launchAnotherNode();
        tables = RestartedServer.get().tables();
        // As long as they can be: all scripts of a crowd run at once here, since nobody waits for a slot.
        onFirst = TestRealm.named("once")
                .with(legacy)
                .config("lookupTimeoutMs", "2800")
                .config("loginTimeoutMs", "30000")
                .create(first);
        onSecond = TestRealm.existing(second, "once");
    }

    @AfterAll
    static void stopTheSecondNode() {
        second.close();
    }

    @BeforeEach
    void startTheFirstNodeIfATestHasKilledIt() {
        first.start();
    }

    @Test
    void twoHundredFirstLoginsOfOneUserAtOnceAllSucceedAndMakeOneUser() throws Exception {
        assertOneUserOfTwoHundredLogins("ada", List.of(onFirst));
    }

    @Test
    void twoHundredFirstLoginsOfOneUserOnTwoNodesAtOnceAllSucceedAndMakeOneUser() throws Exception {
        assertThat(second.log().linesSince(ServerLog.Mark.BEGINNING, ".* ISPN000094: .*\\(2\\).*"))
                .as("views of a cluster of two")
                .isNotEmpty();

        assertOneUserOfTwoHundredLogins("grace", List.of(onFirst, onSecond));
    }

    private static void assertOneUserOfTwoHundredLogins(String name, List<TestRealm> nodes) throws Exception {
        LegacyAccount account = LegacyAccount.named(name);
        legacy.addUser(account);
        List<ServerLog.Mark> marks =
                nodes.stream().map(node -> node.server().log().mark()).toList();
        CyclicBarrier start = new CyclicBarrier(LOGINS);

        List<Future<Answer>> logins = atOnce(IntStream.range(0, LOGINS)
                .<Callable<Answer>>mapToObj(i -> () -> {
                    start.await();
                    return nodes.get(i % nodes.size()).app().directGrant(name, account.password());
                })
                .toList());

        String id = onFirst.user(name).orElseThrow().getId();
        for (Future<Answer> login : logins) {
            assertThat(login.get().status()).as(login.get().body().toString()).isEqualTo(200);
            assertThat(login.get().subject()).isEqualTo(id);
        }
        assertComplete(name);
        int migrated = 0;
        for (int i = 0; i < nodes.size(); i++) {
            ServerLog log = nodes.get(i).server().log();
            migrated += log.linesSince(marks.get(i), "outcome=Migrated .*username=" + name + "$")
                    .size();
            // A node that was killed before this is none of the logins' business.
            assertThat(log.linesSince(marks.get(i), ".* ERROR (?!.*org\\.jgroups).*"))
                    .isEmpty();
            assertThat(log.linesSince(marks.get(i), ".* WARN .*dev\\.lazymigration.*"))
                    .isEmpty();
        }
        assertThat(migrated).isEqualTo(1);
    }

    @Test
    void aCrashLeavesNothingOfAUserInTheMiddleOfHisImportAndAllOfOneBetweenHisImportAndTheAnswer() throws Exception {
        LegacyAccount joan = LegacyAccount.named("joan");
        LegacyAccount mary = LegacyAccount.named("mary");
        legacy.addUsers(List.of(joan, mary));

        killTheFirstNodeDuring(
                new WaitingLogin("event_entity", () -> onFirst.app().directGrant("joan", joan.password())),
                new WaitingLogin("credential", () -> onFirst.app().directGrant("mary", mary.password())));

        assertNothingOf("mary");
        assertThat(onSecond.app().directGrant("mary", mary.password()).status()).isEqualTo(200);
        assertComplete("mary");
        assertComplete("joan");
        int calls = legacy.callCount();
        assertThat(onSecond.app().directGrant("joan", joan.password()).status()).isEqualTo(200);
        assertThat(legacy.callCount()).as("calls of the legacy database").isEqualTo(calls);
    }

    @Test
    void aCrashInARushOfFirstLoginsLeavesEveryUserCompleteOrNotThereAndAllGetIn() throws Exception {
        List<LegacyAccount> people = IntStream.range(0, 60)
                .mapToObj(i -> LegacyAccount.named("rush" + i))
                .toList();
        legacy.addUsers(people);
        ExecutorService rush = Executors.newFixedThreadPool(8);
        people.forEach(person -> rush.submit(() -> onFirst.app().directGrant(person.username(), person.password())));
        awaitTrue("some users are across", () -> !tables.query("SELECT 1 FROM lazy_migration_record r"
                        + " JOIN user_entity u ON u.id = r.user_id WHERE u.username LIKE 'rush1%'")
                .isEmpty());

        first.killHard();
        rush.shutdownNow();

        int across = 0;
        for (LegacyAccount person : people) {
            if (tables.query("SELECT 1 FROM user_entity WHERE username = '" + person.username() + "'")
                    .isEmpty()) {
                assertNothingOf(person.username());
            } else {
                across++;
                assertComplete(person.username());
            }
        }
        assertThat(across).as("users who were across when the node was killed").isBetween(1, people.size() - 1);
        for (LegacyAccount person : people) {
            assertThat(onSecond.app()
                            .directGrant(person.username(), person.password())
                            .status())
                    .isEqualTo(200);
            assertComplete(person.username());
        }
    }

    @Test
    void ofTwoNodesThatAreToldToSyncAtTheSameMomentOneDoesAndTheOtherTellsOfIt() {
        RacedRun sync = RacedRun.of("sync", legacy, first, second);

        for (int round = 1; round <= 4; round++) {
            if (round % 2 == 1) {
                sync.forgetTheLast(tables);
            }
            JsonNode whole = sync.assertIsBegunOnce();

            assertThat(whole.path("read").asInt()).isEqualTo(RacedRun.USERS);
            assertThat(whole.path("added").asInt()).isEqualTo(round == 1 ? RacedRun.USERS : 0);
            assertThat(whole.path("known").asInt()).isEqualTo(round == 1 ? 0 : RacedRun.USERS);
            assertThat(sync.across(tables)).isEqualTo(List.of("20", "20", "20"));
        }
    }

    @Test
    void ofTwoNodesThatAreToldToAuditAtTheSameMomentOneDoesAndTheOtherTellsOfIt() {
        RacedRun audit = RacedRun.of("audit", legacy, first, second);

        for (int round = 1; round <= 4; round++) {
            if (round % 2 == 1) {
                audit.forgetTheLast(tables);
            }

            assertThat(audit.assertIsBegunOnce().path("read").asInt()).isEqualTo(RacedRun.USERS);
        }
        assertThat(audit.across(tables)).isEqualTo(List.of("0", "0", "0"));
    }

    @Test
    void aNodeThatIsKilledWhileItSendsMailsLeavesTheRestToTheOtherAndNobodyOutAndOneAtMostGetsTwo() throws Exception {
        List<String> addresses = IntStream.range(0, MAILS)
                .mapToObj("mailed%d@example.org"::formatted)
                .toList();
        LegacyAccount one = LegacyAccount.named("mailed");
        legacy.addUsers(addresses.stream()
                .map(address -> one.with("username", address.replace("@example.org", ""))
                        .withEmail(address))
                .toList());
        try (Mailbox mailbox = Mailbox.launch()) {
            TestRealm realm = TestRealm.named("once-mails")
                    .with(legacy)
                    .with(mailbox)
                    .config("listUsersScript", WITHOUT_PASSWORDS)
                    .create(first);
            MigrationApi onSecondNode = MigrationApi.of(TestRealm.existing(second, "once-mails"));
            assertThat(MigrationApi.of(realm).post("sync", "{}").status()).isEqualTo(202);
            awaitTrue(
                    "all of them are across",
                    () -> onSecondNode.get("finish/mails").body().path("left").asInt() == MAILS);
            String firstsUrl = first.url();

            assertThat(MigrationApi.of(realm).mails("{\"perMinute\": 600}").status())
                    .isEqualTo(202);
            awaitTrue("some mails are sent", () -> sent(mailbox, addresses) > 3);
            first.killHard();
            assertThat(sent(mailbox, addresses)).isLessThan(MAILS);
            // Or the other node would wait for two minutes.
            tables.execute("UPDATE lazy_migration_mails SET claimed_until = 0");
            awaitTrue(
                    "no mail is left",
                    () -> onSecondNode.get("finish/mails").body().path("left").asInt() == 0);

            assertThat(addresses).allSatisfy(address -> assertThat(mailbox.lastLinkTo(address))
                    .startsWith(firstsUrl));
            assertThat(sent(mailbox, addresses)).isBetween(MAILS, MAILS + 1);
        }
    }

    private static int sent(Mailbox mailbox, List<String> addresses) {
        return addresses.stream().mapToInt(mailbox::countTo).sum();
    }

    /** A login that gets as far as the table, into which nobody can write. */
    private record WaitingLogin(String table, Callable<Answer> login) {}

    /** Lets nobody write into the tables any more, waits until the logins want to, and kills the node. */
    private static void killTheFirstNodeDuring(WaitingLogin... logins) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(logins.length);
        try (Connection holder = postgres.connect(DATABASE);
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            for (WaitingLogin waiting : logins) {
                statement.execute("LOCK TABLE " + waiting.table() + " IN SHARE MODE");
                people.submit(waiting.login());
                awaitTrue("the login waits for " + waiting.table(), () -> isWaitingFor(waiting.table()));
            }
            first.killHard();
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot hold the tables", e);
        } finally {
            people.shutdownNow();
        }
        for (WaitingLogin waiting : logins) {
            awaitTrue("the database has ended what the node had begun", () -> !isWaitingFor(waiting.table()));
        }
    }

    private static boolean isWaitingFor(String table) {
        return !tables.query(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%insert into "
                                + table + "%'")
                .isEmpty();
    }

    private static void awaitTrue(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("In vain: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static <T> List<Future<T>> atOnce(List<Callable<T>> calls) throws InterruptedException {
        ExecutorService people = Executors.newFixedThreadPool(calls.size());
        try {
            return people.invokeAll(new ArrayList<>(calls));
        } finally {
            people.shutdown();
        }
    }

    /** One user, with one password, his attributes, the default role, and one line in the ledger. */
    private static void assertComplete(String username) {
        assertThat(tables.query(
                        """
                        SELECT u.email, u.first_name, u.enabled,
                          (SELECT count(*) FROM credential c WHERE c.user_id = u.id AND c.type = 'password'),
                          (SELECT count(*) FROM user_attribute a WHERE a.user_id = u.id AND a.name = 'nickname'),
                          (SELECT count(*) FROM user_role_mapping m WHERE m.user_id = u.id),
                          (SELECT count(*) FROM lazy_migration_record l WHERE l.user_id = u.id)
                        FROM user_entity u JOIN realm r ON r.id = u.realm_id
                        WHERE r.name = '%s' AND u.username = '%s'"""
                                .formatted(onFirst.name(), username)))
                .as(username)
                .containsExactly(List.of(
                        username + "@example.org",
                        Character.toUpperCase(username.charAt(0)) + username.substring(1),
                        "t",
                        "1",
                        "1",
                        "1",
                        "1"));
    }

    private static void assertNothingOf(String username) {
        String legacyId = legacy.value("SELECT id FROM users WHERE username = '" + username + "'")
                .orElseThrow();
        assertThat(tables.query("SELECT id FROM user_entity WHERE username = '" + username + "'"))
                .isEmpty();
        assertThat(tables.query(
                        "SELECT l.id FROM lazy_migration_record l JOIN realm r ON r.id = l.realm_id WHERE r.name = '"
                                + onFirst.name() + "' AND l.legacy_id = '" + legacyId + "'"))
                .isEmpty();
        assertThat(tables.query("SELECT id FROM user_attribute WHERE value LIKE '%/" + username + ".png'"))
                .isEmpty();
    }
}
