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
import dev.lazymigration.testkit.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AdminRoles;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The mails to users who have no password in Keycloak yet. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class ResetMailsIT {

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

        linked.realm().change(realm -> realm.setSmtpServer(settings));
        assertThat(api.mails("{}").body().path("sent").asInt()).isEqualTo(1);
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
        assertThat(MigrationApi.of(realm).mails("{\"max\": 101}").status()).isEqualTo(400);
        assertThat(mailbox.countTo("mail-event@example.org")).isZero();

        MigrationApi.of(realm).mails("{}");

        assertThat(realm.admin().getAdminEvents().stream()
                        .filter(event -> "LAZY_MIGRATION_MAILS".equals(event.getResourceType())))
                .singleElement()
                .extracting(AdminEventRepresentation::getRepresentation)
                .isEqualTo("{\"sent\":1}");
    }
}
