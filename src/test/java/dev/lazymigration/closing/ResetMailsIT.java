package dev.lazymigration.closing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AdminRoles;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The mails to users who have no password in Keycloak yet. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class ResetMailsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KeycloakServer server;
    private final LegacyDatabase legacy;
    private final Mailbox mailbox;
    private final KeycloakTables tables;

    ResetMailsIT(KeycloakServer server, LegacyDatabase legacy, Mailbox mailbox, KeycloakTables tables) {
        this.server = server;
        this.legacy = legacy;
        this.mailbox = mailbox;
        this.tables = tables;
    }

    private LinkedUsersOfARealm linkedUsersOf(String realm) {
        return LinkedUsersOfARealm.of(
                TestRealm.named(realm).with(legacy).with(mailbox).create(server), legacy);
    }

    private static JsonNode await(MigrationApi api, Predicate<JsonNode> state) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode mails = api.get("finish/mails").body();
        while (!state.test(mails)) {
            assertThat(Instant.now()).as("still %s", mails).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            mails = api.get("finish/mails").body();
        }
        return mails;
    }

    private static Predicate<JsonNode> sent(int number) {
        return mails -> mails.path("sent").asInt() == number;
    }

    private static boolean isOver(JsonNode mails) {
        return !mails.has("perMinute");
    }

    private static String withoutKey(String link) {
        assertThat(link).contains("key=");
        return link.replaceAll("key=[^&]*", "key=");
    }

    @Test
    void everyLinkedUserGetsOneLinkInBatchesAndChoosesAPasswordByIt() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails");
        TestRealm realm = linked.realm();
        LegacyAccount ada = LegacyAccount.named("mail-ada");
        LegacyAccount joan = LegacyAccount.named("mail-joan");
        String adasId = linked.add(ada);
        linked.add(joan);
        String silentsId = linked.add(LegacyAccount.named("mail-silent"));
        UserRepresentation silent = realm.admin().users().get(silentsId).toRepresentation();
        silent.setEnabled(false);
        realm.admin().users().get(silentsId).update(silent);
        LegacyAccount across = LegacyAccount.named("mail-across");
        legacy.addUser(across);
        realm.openLogin().signIn(across.username(), across.password());
        MigrationApi api = MigrationApi.of(realm);
        api.finish("{\"dryRun\": false}");

        assertThat(api.get("finish/mails").body())
                .hasToString("{\"sent\":0,\"failed\":0,\"left\":2,\"unreachable\":1}");
        JsonNode first = api.mails("{\"max\": 1}").body();
        assertThat(first).hasToString("{\"sent\":1,\"failed\":0,\"left\":1,\"unreachable\":1}");
        JsonNode second = api.mails("{}").body();
        assertThat(second).hasToString("{\"sent\":2,\"failed\":0,\"left\":0,\"unreachable\":1}");
        assertThat(api.mails("{}").body()).isEqualTo(second);

        assertThat(mailbox.countTo(ada.email())).isEqualTo(1);
        assertThat(mailbox.countTo(joan.email())).isEqualTo(1);
        assertThat(mailbox.countTo("mail-silent@example.org")).isZero();
        assertThat(mailbox.countTo(across.email())).isZero();
        assertThat(realm.admin().users().get(adasId).credentials())
                .extracting(CredentialRepresentation::getUserLabel)
                .containsExactly("link to a new password sent");

        LoginPage page = realm.openLogin();
        page.browser().open(mailbox.lastLinkTo(ada.email()));
        page.browser().clickLink("Click here to proceed");
        page.choosePassword("a new password");

        assertThat(linked.credentials(adasId)).containsExactly("password");
        assertThat(realm.openLogin()
                        .signIn("mail-ada", "a new password")
                        .tokens()
                        .subject())
                .isEqualTo(adasId);
        assertThat(api.get("finish/mails").body().path("sent").asInt()).isEqualTo(1);
    }

    @Test
    void theServerSendsThemByItselfAtTheWantedPaceWithTheLinksOfABatchAlsoAfterItsNodeIsGone() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-paced");
        TestRealm realm = linked.realm();
        Stream.of("pace-fourth", "pace-third", "pace-second")
                .map(LegacyAccount::named)
                .forEach(linked::add);
        String firstsId = linked.add(LegacyAccount.named("pace-first"));
        linked.add(LegacyAccount.named("pace-batched"));
        MigrationApi api = MigrationApi.of(realm);
        assertThat(api.mails("{\"max\": 1}").body())
                .hasToString("{\"sent\":1,\"failed\":0,\"left\":4,\"unreachable\":0}");

        MigrationApi.Answer begun = api.mails("{\"perMinute\": 1}");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.body().path("perMinute").asInt()).isEqualTo(1);
        assertThat(await(api, sent(2)))
                .hasToString("{\"sent\":2,\"failed\":0,\"left\":3,\"unreachable\":0,\"perMinute\":1}");
        assertThat(api.mails("{\"max\": 1}").status()).isEqualTo(409);

        String provider = realm.provider().getId();
        tables.execute("UPDATE lazy_migration_mails SET claim_id = 'of a node that is gone', claimed_until = 0"
                + " WHERE provider_id = '" + provider + "'");
        await(api, sent(3));

        assertThat(api.mails("{\"perMinute\": 600}").status()).isEqualTo(202);
        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":5,\"failed\":0,\"left\":0,\"unreachable\":0}");

        String ofTheBatch = mailbox.lastLinkTo("pace-batched@example.org");
        for (String name : new String[] {"pace-first", "pace-second", "pace-third", "pace-fourth"}) {
            String address = name + "@example.org";
            assertThat(mailbox.countTo(address)).isEqualTo(1);
            assertThat(withoutKey(mailbox.lastLinkTo(address))).isEqualTo(withoutKey(ofTheBatch));
        }
        LoginPage page = realm.openLogin();
        page.browser().open(mailbox.lastLinkTo("pace-first@example.org"));
        page.browser().clickLink("Click here to proceed");
        page.choosePassword("a new password");
        assertThat(realm.openLogin()
                        .signIn("pace-first", "a new password")
                        .tokens()
                        .subject())
                .isEqualTo(firstsId);
    }

    @Test
    void whoeverStopsThemCanGoOnFromThere() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-stopped");
        linked.add(LegacyAccount.named("stop-second"));
        linked.add(LegacyAccount.named("stop-first"));
        MigrationApi api = MigrationApi.of(linked.realm());
        assertThat(api.delete("finish/mails").status()).isEqualTo(204);
        api.mails("{\"perMinute\": 1}");
        await(api, sent(1));

        assertThat(api.delete("finish/mails").status()).isEqualTo(204);

        assertThat(api.get("finish/mails").body())
                .hasToString("{\"sent\":1,\"failed\":0,\"left\":1,\"unreachable\":0}");
        api.mails("{\"perMinute\": 600}");
        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":2,\"failed\":0,\"left\":0,\"unreachable\":0}");
        assertThat(mailbox.countTo("stop-first@example.org")).isEqualTo(1);
    }

    @Test
    void whileTheMailServerIsAwayNobodyIsTakenForSomebodyWhoGotNone() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-away");
        linked.add(LegacyAccount.named("mail-later"));
        MigrationApi api = MigrationApi.of(linked.realm());
        Map<String, String> settings = mailbox.settings();
        linked.realm()
                .change(realm ->
                        realm.setSmtpServer(Map.of("host", "localhost", "port", "1", "from", settings.get("from"))));

        MigrationApi.Answer answer = api.mails("{}");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body().path("errorMessage").asText())
                .isEqualTo("No mail could be sent, the server's log says why");
        assertThat(api.get("finish/mails").body())
                .hasToString("{\"sent\":0,\"failed\":0,\"left\":1,\"unreachable\":0}");

        ServerLog.Mark mark = server.log().mark();
        assertThat(api.mails("{\"perMinute\": 600}").status()).isEqualTo(202);
        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":0,\"failed\":0,\"left\":1,\"unreachable\":0,"
                        + "\"problem\":\"No mail could be sent, the server's log says why\"}");
        server.log()
                .await(
                        mark,
                        "WARN .*realm=mails-away .*outcome=MailsStopped"
                                + " reason=\"No mail could be sent, the server's log says why\"",
                        PATIENCE);

        linked.realm().change(realm -> realm.setSmtpServer(settings));
        api.mails("{\"perMinute\": 600}");
        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":1,\"failed\":0,\"left\":0,\"unreachable\":0}");
        assertThat(server.log().linesSince(mark, "realm=mails-away .*outcome=MailsStopped"))
                .hasSize(1);
    }

    @Test
    void anAddressThatTakesNoMailKeepsNobodyElseFromHis() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-failed");
        String badsId = linked.add(LegacyAccount.named("mail-bad"));
        tables.execute("UPDATE user_entity SET email = 'no address at all' WHERE id = '" + badsId + "'");
        linked.realm().admin().clearUserCache();
        linked.add(LegacyAccount.named("mail-good"));

        JsonNode answer = MigrationApi.of(linked.realm()).mails("{}").body();

        assertThat(answer).hasToString("{\"sent\":1,\"failed\":1,\"left\":0,\"unreachable\":0}");
    }

    @Test
    void anAddressThatIsRefusedDoesNotStandBeforeOthersForEver() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-refused-first");
        linked.add(LegacyAccount.named("behind-good"));
        String badsId = linked.add(LegacyAccount.named("before-bad"));
        tables.execute("UPDATE user_entity SET email = 'no address at all' WHERE id = '" + badsId + "'");
        linked.realm().admin().clearUserCache();

        MigrationApi.Answer answer = MigrationApi.of(linked.realm()).mails("{\"max\": 1}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasToString("{\"sent\":1,\"failed\":1,\"left\":0,\"unreachable\":0}");
    }

    @Test
    void whoeverGotNoneIsTriedAgainWhenAnAdministratorWantsItAndNobodyElseGetsAnother() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-again");
        linked.add(LegacyAccount.named("again-good"));
        String firstsId = linked.add(LegacyAccount.named("again-first"));
        String secondsId = linked.add(LegacyAccount.named("again-second"));
        MigrationApi api = MigrationApi.of(linked.realm());
        setAddress(linked.realm(), firstsId, "no address at all");
        setAddress(linked.realm(), secondsId, "none either");
        assertThat(api.mails("{}").body()).hasToString("{\"sent\":1,\"failed\":2,\"left\":0,\"unreachable\":0}");
        setAddress(linked.realm(), firstsId, "again-first@example.org");

        assertThat(api.mails("{}").body()).hasToString("{\"sent\":1,\"failed\":2,\"left\":0,\"unreachable\":0}");
        assertThat(api.mails("{\"retryFailed\": true}").body())
                .hasToString("{\"sent\":2,\"failed\":1,\"left\":0,\"unreachable\":0}");

        setAddress(linked.realm(), secondsId, "again-second@example.org");
        api.mails("{\"perMinute\": 600, \"retryFailed\": true}");
        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":3,\"failed\":0,\"left\":0,\"unreachable\":0}");
        assertThat(Stream.of("again-good", "again-first", "again-second"))
                .allSatisfy(name ->
                        assertThat(mailbox.countTo(name + "@example.org")).isEqualTo(1));
    }

    private void setAddress(TestRealm realm, String userId, String address) {
        tables.execute("UPDATE user_entity SET email = '" + address + "' WHERE id = '" + userId + "'");
        realm.admin().clearUserCache();
    }

    /** They came last, so they are the first to whom mails would go. */
    private void addRefused(LinkedUsersOfARealm linked, int users) {
        TestRealm realm = linked.realm();
        realm.configure(
                "listUsersScript",
                "async () => ({ list: Array.from({ length: " + users + " }, (unused, i) => "
                        + "({ id: 'refused-' + i, username: 'refused-' + i, email: 'refused-' + i + '@example.org' })) })");
        realm.admin().userStorage().syncUsers(realm.provider().getId(), "triggerFullSync");
        tables.execute("UPDATE user_entity SET email = 'no address at all ' || username WHERE username LIKE 'refused-%'"
                + " AND realm_id = '" + realm.admin().toRepresentation().getId() + "'");
        realm.admin().clearUserCache();
    }

    @Test
    void manyRefusedAddressesInARowDoNotStandBeforeOthersEither() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-many-refused");
        linked.add(LegacyAccount.named("behind-many-first"));
        linked.add(LegacyAccount.named("behind-many-second"));
        addRefused(linked, 12);

        MigrationApi.Answer answer = MigrationApi.of(linked.realm()).mails("{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasToString("{\"sent\":2,\"failed\":12,\"left\":0,\"unreachable\":0}");
    }

    @Test
    void norDoTheyWhenTheServerSendsThemByItself() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-paced-many-refused");
        linked.add(LegacyAccount.named("pace-behind-first"));
        linked.add(LegacyAccount.named("pace-behind-second"));
        addRefused(linked, 12);
        MigrationApi api = MigrationApi.of(linked.realm());

        api.mails("{\"perMinute\": 600}");

        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":2,\"failed\":12,\"left\":0,\"unreachable\":0}");
    }

    @Test
    void whereNoAddressTakesAMailNobodyIsTakenForSomebodyWhoGotNone() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-all-refused");
        addRefused(linked, 25);
        MigrationApi api = MigrationApi.of(linked.realm());

        assertThat(api.mails("{}").status()).isEqualTo(502);
        api.mails("{\"perMinute\": 600}");

        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":0,\"failed\":0,\"left\":25,\"unreachable\":0,"
                        + "\"problem\":\"No mail could be sent, the server's log says why\"}");
    }

    @Test
    void whoeverIsInTwoBatchesAtOnceGetsOneMail() throws Exception {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-twice");
        List<String> names = List.of("twice-one", "twice-two", "twice-three", "twice-four", "twice-five");
        names.forEach(name -> linked.add(LegacyAccount.named(name)));
        MigrationApi api = MigrationApi.of(linked.realm());
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService administrators = Executors.newFixedThreadPool(2);
        List<Future<MigrationApi.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(administrators.submit(() -> {
                start.await();
                return api.mails("{}");
            }));
        }
        administrators.shutdown();

        for (Future<MigrationApi.Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().response().body()).isEqualTo(200);
        }
        assertThat(names).allSatisfy(name -> assertThat(mailbox.countTo(name + "@example.org"))
                .as(name)
                .isEqualTo(1));
    }

    @Test
    void norDoesItWhenTheServerSendsThemByItself() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-paced-failed");
        linked.add(LegacyAccount.named("pace-good"));
        String badsId = linked.add(LegacyAccount.named("pace-bad"));
        tables.execute("UPDATE user_entity SET email = 'no address at all' WHERE id = '" + badsId + "'");
        linked.realm().admin().clearUserCache();
        MigrationApi api = MigrationApi.of(linked.realm());

        api.mails("{\"perMinute\": 600}");

        assertThat(await(api, ResetMailsIT::isOver))
                .hasToString("{\"sent\":1,\"failed\":1,\"left\":0,\"unreachable\":0}");
    }

    @Test
    void whoeverFinishesTheMigrationCanBeginWithThemAtOnceAndTheyEndWithTheProvider() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-finish");
        linked.add(LegacyAccount.named("finish-second"));
        linked.add(LegacyAccount.named("finish-first"));
        MigrationApi api = MigrationApi.of(linked.realm());
        String provider = linked.realm().provider().getId();
        String row = "SELECT 1 FROM lazy_migration_mails WHERE provider_id = '" + provider + "'";
        assertThat(api.finish("{\"mailsPerMinute\": 1}").status()).isEqualTo(200);
        assertThat(api.finish("{\"dryRun\": false, \"mailsPerMinute\": 601}").status())
                .isEqualTo(400);
        assertThat(tables.query(row)).isEmpty();
        assertThat(api.get("finish").body().path("finished").asBoolean(true)).isFalse();

        assertThat(api.finish("{\"dryRun\": false, \"mailsPerMinute\": 1}").status())
                .isEqualTo(200);

        assertThat(await(api, sent(1)))
                .hasToString("{\"sent\":1,\"failed\":0,\"left\":1,\"unreachable\":0,\"perMinute\":1}");
        assertThat(tables.query(row)).hasSize(1);
        linked.realm().deleteProvider();
        assertThat(tables.query(row)).isEmpty();
    }

    @Test
    void sendingTakesBothRolesAndIsAnAdminEvent() {
        LinkedUsersOfARealm linked = linkedUsersOf("mails-permissions");
        TestRealm realm = linked.realm();
        linked.add(LegacyAccount.named("mail-event"));
        realm.change(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        MigrationApi viewer = MigrationApi.ofAdministrator(realm, "viewer", AdminRoles.VIEW_USERS);
        MigrationApi ofUsers = MigrationApi.ofAdministrator(realm, "manager-of-users", AdminRoles.MANAGE_USERS);

        assertThat(viewer.get("finish/mails").status()).isEqualTo(200);
        assertThat(viewer.mails("{}").status()).isEqualTo(403);
        assertThat(ofUsers.mails("{}").status()).isEqualTo(403);
        assertThat(viewer.delete("finish/mails").status()).isEqualTo(403);
        assertThat(ofUsers.delete("finish/mails").status()).isEqualTo(403);
        assertThat(ofUsers.mails("{\"perMinute\": 0}").status()).isEqualTo(403);
        for (String nonsense : new String[] {
            "{\"max\": 101}", "{\"perMinute\": 0}", "{\"perMinute\": 601}", "{\"max\": 1, \"perMinute\": 1}"
        }) {
            assertThat(MigrationApi.of(realm).mails(nonsense).status())
                    .as(nonsense)
                    .isEqualTo(400);
        }
        assertThat(mailbox.countTo("mail-event@example.org")).isZero();

        MigrationApi api = MigrationApi.of(realm);
        api.mails("{}");
        realm.change(settings -> settings.setSmtpServer(Map.of()));
        linked.add(LegacyAccount.named("mail-unsent"));
        api.mails("{\"perMinute\": 7}");
        await(api, mails -> mails.has("problem"));
        api.delete("finish/mails");
        api.delete("finish/mails");

        assertThat(api.get("finish/mails").body().has("problem")).isFalse();
        assertThat(realm.admin().getAdminEvents().stream()
                        .filter(event -> "LAZY_MIGRATION_MAILS".equals(event.getResourceType()))
                        .map(event -> event.getOperationType() + " " + event.getRepresentation()))
                .containsExactlyInAnyOrder("ACTION {\"sent\":1}", "ACTION {\"perMinute\":7}", "DELETE {}");
    }
}
