package dev.lazymigration.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.hash.ForeignHash;
import dev.lazymigration.hash.StoredPassword;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.BadRequestException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.AdminRoles;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The end of a migration, and the way back. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class ClosingIT {

    private static final String INVALID = "Invalid username or password.";
    private static final String ACT = "{\"dryRun\": false}";

    private final KeycloakServer server;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;

    ClosingIT(KeycloakServer server, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.server = server;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    private TestRealm realm(String name) {
        return TestRealm.named(name).with(legacy).with(mailbox).create(server);
    }

    private LegacyAccount known(String name) {
        LegacyAccount account = LegacyAccount.named(name);
        legacy.addUser(account);
        return account;
    }

    private static LoginPage signIn(TestRealm realm, LegacyAccount account) {
        return realm.openLogin().signIn(account.username(), account.password());
    }

    private static List<String> codes(JsonNode answer) {
        return StreamSupport.stream(answer.path("objections").spliterator(), false)
                .map(objection -> objection.path("code").asText())
                .toList();
    }

    private static void addUserWithAForeignHash(TestRealm realm, String username) {
        CredentialModel hash = ForeignHash.read(StoredPassword.of("$P$984478476IagS59wHZvyQMArzfx58u."))
                .fold(ForeignHash::credential, reason -> {
                    throw new AssertionError(reason);
                });
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setCredentialData(hash.getCredentialData());
        credential.setSecretData(hash.getSecretData());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEnabled(true);
        user.setCredentials(List.of(credential));
        realm.admin().users().create(user).close();
    }

    @Test
    void aDryRunSaysWhoWouldBeLeftBehindAndChangesNothing() {
        TestRealm realm = realm("closing-dry-run");
        LinkedUsersOfARealm linked = LinkedUsersOfARealm.of(realm, legacy);
        String ada = linked.add(LegacyAccount.named("dry-linked"));
        LegacyAccount proved = LegacyAccount.named("dry-proved");
        String provedsId = linked.add(proved);
        signIn(realm, known("dry-old"));
        long longAgo = Instant.now().minusSeconds(40 * 86_400).toEpochMilli();
        String came = "UPDATE lazy_migration_record SET migrated_at = " + longAgo;
        tables.execute(came + " WHERE user_id = '" + provedsId + "'");
        tables.execute(came + ", proved_at = " + longAgo + " WHERE user_id = '"
                + realm.user("dry-old").orElseThrow().getId() + "'");
        signIn(realm, known("dry-fresh"));
        signIn(realm, proved);
        addUserWithAForeignHash(realm, "dry-hashed");
        KeycloakTables.Snapshot before = tables.snapshot();

        JsonNode answer = MigrationApi.of(realm).finish("{}").body();

        tables.assertNothingWrittenSince(before);
        assertThat(answer.path("finished").asBoolean(true)).isFalse();
        assertThat(answer.has("since")).isFalse();
        assertThat(answer.path("linked"))
                .hasToString("{\"total\":1,\"sample\":[{\"userId\":\"" + ada + "\",\"username\":\"dry-linked\"}]}");
        assertThat(answer.path("recentLogins")).hasToString("{\"days\":30,\"total\":2}");
        assertThat(answer.path("hashes").path("total").asInt()).isEqualTo(1);
        assertThat(answer.path("hashes").path("sample").get(0).path("username").asText())
                .isEqualTo("dry-hashed");
        assertThat(answer.path("untold").asInt()).isZero();
        assertThat(answer.path("syncing").asBoolean(true)).isFalse();
        assertThat(answer.path("unmigrated")).hasToString("{}");
        assertThat(codes(answer)).containsExactly("unknown-users", "linked-users", "recent-logins", "foreign-hashes");
        assertThat(answer.path("objections").get(1).path("explanation").asText())
                .isEqualTo("1 users have no password in Keycloak yet: they will need \"forgot password\" or an identity"
                        + " provider to get in");

        assertThat(MigrationApi.of(realm).get("finish").body()).isEqualTo(answer);
        assertThat(MigrationApi.of(realm).finish("{\"days\": 60}").body().path("recentLogins"))
                .hasToString("{\"days\":60,\"total\":3}");
    }

    @Test
    void whoIsNotAcrossAndOfWhomTheLegacySystemHasNotBeenToldSpeaksAgainstTheEndToo() {
        TestRealm realm = TestRealm.named("closing-untold")
                .with(legacy)
                .config("listUsersScript", "async () => ({ totalCount: 42, list: [] })")
                .config("onMigratedScript", "async () => { throw new ServiceUnavailableError('not now'); }")
                .create(server);
        signIn(realm, known("untold"));

        JsonNode answer = MigrationApi.of(realm).get("finish").body();

        assertThat(answer.path("unmigrated")).hasToString("{\"total\":42,\"remaining\":41}");
        assertThat(answer.path("untold").asInt()).isEqualTo(1);
        assertThat(codes(answer)).containsExactly("unmigrated-users", "recent-logins", "untold-users");
    }

    @Test
    void afterTheEndTheLegacySystemIsAskedForNobody() {
        TestRealm realm = realm("closing-act");
        LinkedUsersOfARealm linked = LinkedUsersOfARealm.of(realm, legacy);
        LegacyAccount joan = LegacyAccount.named("end-linked");
        String joansId = linked.add(joan);
        LegacyAccount across = known("end-across");
        signIn(realm, across);
        LegacyAccount late = known("end-late");
        int before = legacy.callCount();

        MigrationApi.Answer answer = MigrationApi.of(realm).finish(ACT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("finished").asBoolean()).isTrue();
        assertThat(Instant.ofEpochMilli(answer.body().path("since").asLong()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));

        assertThat(signIn(realm, across).isSignedIn()).isTrue();
        assertThat(signIn(realm, late).errorText()).isEqualTo(INVALID);
        assertThat(realm.app().directGrant("end-late", late.password()).error()).isEqualTo("invalid_grant");
        assertThat(realm.openLogin()
                        .register("end-late", late.email(), "a password of Keycloak")
                        .isSignedIn())
                .as("Keycloak alone decides who may sign up")
                .isTrue();

        assertThat(signIn(realm, joan).errorText()).isEqualTo(INVALID);
        assertThat(linked.partner().signIn("end-linked").tokens().subject()).isEqualTo(joansId);
        LoginPage login = realm.openLogin().forgetPassword("end-linked");
        login.browser().open(mailbox.lastLinkTo(joan.email()));
        login.choosePassword("a new password");
        assertThat(login.tokens().subject()).isEqualTo(joansId);

        assertThat(legacy.callCount()).isEqualTo(before);
        JsonNode status = MigrationApi.of(realm).get("status").body();
        assertThat(status.path("enabled").asBoolean()).isTrue();
        assertThat(status.path("finished")).isEqualTo(answer.body().path("since"));
        assertThat(status.has("legacy")).isFalse();
        assertThat(ServerMetrics.of(server).samples("lazy_migration_legacy_available", "realm", "closing-act"))
                .isEmpty();
    }

    @Test
    void somebodyWhoIsTypingHisPasswordAtTheEndIsTurnedAway() {
        TestRealm realm = TestRealm.named("closing-in-between").with(legacy).create(server);
        LegacyAccount slow = known("in-between");
        LoginPage login = realm.openLogin();

        MigrationApi.of(realm).finish(ACT);
        login.signIn(slow.username(), slow.password());

        assertThat(login.errorText()).isEqualTo(INVALID);
        assertThat(realm.user("in-between")).isEmpty();
    }

    @Test
    void aMigrationThatIsReopenedGoesOnWhereItWas() {
        TestRealm realm = realm("closing-reopened");
        LinkedUsersOfARealm linked = LinkedUsersOfARealm.of(realm, legacy);
        LegacyAccount still = LegacyAccount.named("again-linked");
        String stillsId = linked.add(still);
        LegacyAccount reset = LegacyAccount.named("again-reset");
        String resetsId = linked.add(reset);
        LegacyAccount late = known("again-late");
        MigrationApi api = MigrationApi.of(realm);
        api.finish(ACT);
        assertThat(signIn(realm, still).errorText()).isEqualTo(INVALID);
        LoginPage login = realm.openLogin().forgetPassword("again-reset");
        login.browser().open(mailbox.lastLinkTo(reset.email()));
        login.choosePassword("a new password");

        assertThat(api.reopen().status()).isEqualTo(204);

        assertThat(api.get("status").body().has("finished")).isFalse();
        assertThat(signIn(realm, late).isSignedIn()).isTrue();
        assertThat(signIn(realm, still).tokens().subject()).isEqualTo(stillsId);
        assertThat(linked.credentials(stillsId)).containsExactly("password");
        assertThat(signIn(realm, reset).errorText())
                .as("he has another password now")
                .isEqualTo(INVALID);
        assertThat(realm.openLogin()
                        .signIn("again-reset", "a new password")
                        .tokens()
                        .subject())
                .isEqualTo(resetsId);
    }

    @Test
    void theEndAndTheWayBackAreAdminEventsAndComeOnce() {
        TestRealm realm = realm("closing-events");
        realm.change(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        signIn(realm, known("evented"));
        MigrationApi api = MigrationApi.of(realm);

        api.finish("{}");
        JsonNode first = api.finish(ACT).body();
        assertThat(api.finish(ACT).body().path("since")).isEqualTo(first.path("since"));
        api.reopen();
        assertThat(api.reopen().status()).isEqualTo(204);

        List<AdminEventRepresentation> events = realm.admin().getAdminEvents().stream()
                .filter(event -> "LAZY_MIGRATION_FINISH".equals(event.getResourceType()))
                .toList();
        assertThat(events)
                .extracting(AdminEventRepresentation::getRepresentation)
                .containsExactly(
                        "{\"finished\":false,\"objections\":[]}",
                        "{\"finished\":true,\"objections\":[\"unknown-users\",\"recent-logins\"]}");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getOperationType()).isEqualTo("ACTION");
            assertThat(event.getResourcePath())
                    .isEqualTo("lazy-migration/" + realm.provider().getId() + "/finish");
        });
    }

    @Test
    void whoMayReadUsersMayLookAndWhoMayManageBothActs() {
        TestRealm realm = realm("closing-permissions");
        MigrationApi viewer = MigrationApi.ofAdministrator(realm, "viewer", AdminRoles.VIEW_USERS);
        MigrationApi ofUsers = MigrationApi.ofAdministrator(realm, "manager-of-users", AdminRoles.MANAGE_USERS);
        MigrationApi ofRealm =
                MigrationApi.ofAdministrator(realm, "manager-of-realm", AdminRoles.MANAGE_REALM, AdminRoles.VIEW_USERS);
        MigrationApi ofClients = MigrationApi.ofAdministrator(realm, "manager-of-clients", AdminRoles.MANAGE_CLIENTS);

        assertThat(ofClients.get("finish").status()).isEqualTo(403);
        assertThat(ofClients.finish("{}").status()).isEqualTo(403);
        assertThat(viewer.get("finish").status()).isEqualTo(200);
        assertThat(viewer.finish("{\"dryRun\": true}").status()).isEqualTo(200);
        for (MigrationApi reader : List.of(viewer, ofUsers, ofRealm)) {
            assertThat(reader.finish(ACT).status()).isEqualTo(403);
            assertThat(reader.reopen().status()).isEqualTo(403);
        }
        assertThat(MigrationApi.of(realm).get("status").body().has("finished")).isFalse();

        MigrationApi manager =
                MigrationApi.ofAdministrator(realm, "manager", AdminRoles.MANAGE_USERS, AdminRoles.MANAGE_REALM);
        assertThat(manager.finish(ACT).status()).isEqualTo(200);
        assertThat(viewer.reopen().status()).isEqualTo(403);
        assertThat(manager.reopen().status()).isEqualTo(204);
    }

    @Test
    void aNumberOfDaysThatMakesNoSenseIsABadRequest() {
        TestRealm realm = realm("closing-days");

        MigrationApi.Answer answer = MigrationApi.of(realm).finish("{\"dryRun\": false, \"days\": 0}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errorMessage").asText()).isEqualTo("days has to be one of: 1 to 3650");
        assertThat(MigrationApi.of(realm).get("status").body().has("finished")).isFalse();
    }

    @Test
    void theConsoleFinishesAndReopensByADate() {
        TestRealm realm = realm("closing-console");
        LegacyAccount late = known("console-late");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        for (String nonsense :
                List.of("yesterday", "2026-13-01", today.plusDays(2).toString())) {
            BadRequestException refused =
                    catchThrowableOfType(BadRequestException.class, () -> realm.configure("finished", nonsense));
            assertThat(refused.getResponse().readEntity(String.class))
                    .as(nonsense)
                    .contains("The end of the migration has to be a date such as 2026-11-30");
        }

        realm.configure("finished", today.toString());
        assertThat(signIn(realm, late).errorText()).isEqualTo(INVALID);
        assertThat(MigrationApi.of(realm).get("finish").body().path("since").asLong())
                .isEqualTo(today.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli());

        realm.configure("finished", "");
        assertThat(signIn(realm, late).isSignedIn()).isTrue();
    }

    @Test
    void afterTheEndTheConfigurationNeedNotWorkAnyMoreButHasToForAWayBack() {
        TestRealm realm = realm("closing-broken");
        MigrationApi api = MigrationApi.of(realm);
        api.finish(ACT);

        realm.configure("connectionUri", "gone");

        MigrationApi.Answer answer = api.reopen();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errorMessage").asText()).startsWith("The connection URI cannot be used.");
        assertThat(api.get("status").body().has("finished")).isTrue();
        realm.configure("connectionUri", legacy.connectionUri());
        assertThat(api.reopen().status()).isEqualTo(204);
    }

    @Test
    void whomASyncHasBroughtWithoutAPasswordIsLinkedAndAfterTheEndNoSyncBegins() {
        TestRealm realm = TestRealm.named("closing-sync")
                .with(legacy)
                .with(mailbox)
                .config(
                        "listUsersScript",
                        "async (query) => ({ totalCount: 1, list: query.page === 1"
                                + " ? [{ id: 'tail', username: 'tail', email: 'tail@example.org',"
                                + " given_name: 'T', family_name: 'Ail' }] : [] })")
                .create(server);
        realm.admin().userStorage().syncUsers(realm.provider().getId(), "triggerFullSync");
        MigrationApi api = MigrationApi.of(realm);

        JsonNode before = api.get("finish").body();
        assertThat(before.path("unmigrated")).hasToString("{\"total\":1,\"remaining\":0}");
        assertThat(before.path("linked").path("sample").get(0).path("username").asText())
                .isEqualTo("tail");
        assertThat(codes(before)).containsExactly("linked-users");
        api.finish(ACT);

        MigrationApi.Answer sync = api.post("sync", "{}");
        assertThat(sync.status()).isEqualTo(400);
        assertThat(sync.body().path("errorMessage").asText())
                .isEqualTo("The migration is finished; reopen it to sync.");
        assertThat(api.mails("{}").body().path("sent").asInt()).isEqualTo(1);
        LoginPage login = realm.openLogin();
        login.browser().open(mailbox.lastLinkTo("tail@example.org"));
        login.browser().clickLink("Click here to proceed");
        login.choosePassword("mine");
        assertThat(realm.openLogin().signIn("tail", "mine").tokens().subject())
                .isEqualTo(realm.user("tail").orElseThrow().getId());
    }
}
