package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class GroupsIT {

    private static final int LOGINS = 10;

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final ServerLog.Mark mark;

    GroupsIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mark = server.log().mark();
    }

    /** {@code /staff/london}, {@code /R&D/AC~/DC}, and {@code /admins/night shift} that makes administrators. */
    @BeforeAll
    static void groups(TestRealm realm) {
        addGroup(realm, addGroup(realm, null, "staff"), "london");
        addGroup(realm, addGroup(realm, null, "R&D"), "AC/DC");
        String admins = addGroup(realm, null, "admins");
        addGroup(realm, admins, "night shift");
        String client = realm.admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        RoleRepresentation role =
                realm.admin().clients().get(client).roles().get("manage-users").toRepresentation();
        realm.admin().groups().group(admins).roles().clientLevel(client).add(List.of(role));
    }

    private static String addGroup(TestRealm realm, String parent, String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        String location = (parent == null
                        ? realm.admin().groups().add(group)
                        : realm.admin().groups().group(parent).subGroup(group))
                .getHeaderString("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void login(String username, String details) {
        LegacyAccount account = LegacyAccount.named(username).withDetails(details);
        legacy.addUser(account);
        Answer answer = realm.app().directGrant(username, account.password());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private List<String> groupsOf(String username) {
        return realm.admin().users().get(realm.user(username).orElseThrow().getId()).groups().stream()
                .map(GroupRepresentation::getPath)
                .toList();
    }

    private List<String> groupNames() {
        return realm.admin().groups().groups("", 0, 1000, true).stream()
                .map(GroupRepresentation::getName)
                .toList();
    }

    private void whileGroupsAreCreated(Runnable test) {
        realm.configure("createGroups", "true");
        try {
            test.run();
        } finally {
            realm.configure("createGroups", "false");
        }
    }

    @Test
    void theUserIsInTheGroupsAndSubGroupsThatHisProfileNamesByPath() {
        login("ada", """
                {"groups": ["/staff/london", "/R&D"]}""");

        assertThat(groupsOf("ada")).containsExactlyInAnyOrder("/staff/london", "/R&D");
    }

    @Test
    void aSlashWithinANameIsWrittenWithATilde() {
        login("grace", """
                {"groups": ["/R&D/AC~/DC"]}""");

        assertThat(groupsOf("grace")).containsExactly("/R&D/AC/DC");
    }

    @Test
    void aGroupThatTheRealmDoesNotHaveIsReportedAndNotCreated() {
        login("mary", """
                {"groups": ["/staff/paris", "/staff"]}""");

        assertThat(groupsOf("mary")).containsExactly("/staff");
        assertThat(NotAppliedLine.of(server, mark, "mary"))
                .contains("groups: there is no group /staff/paris in the realm; create it, map it to another,");
        assertThat(realm.admin().groups().groups("paris", 0, 10)).isEmpty();
    }

    @Test
    void missingGroupsAreCreatedLevelByLevelWhenThatIsAllowed() {
        whileGroupsAreCreated(() -> {
            login("joan", """
                    {"groups": ["/staff/rome/forum", "/Ops~/Dev"]}""");

            assertThat(groupsOf("joan")).containsExactlyInAnyOrder("/staff/rome/forum", "/Ops/Dev");
            assertThat(groupNames()).contains("Ops/Dev").containsOnlyOnce("staff");
        });
    }

    @Test
    void aWrongPasswordCreatesNoGroup(KeycloakTables tables) {
        whileGroupsAreCreated(() -> {
            legacy.addUser(LegacyAccount.named("dorothy")
                    .withDetails("""
                    {"groups": ["/created by a wrong password"]}"""));
            KeycloakTables.Snapshot before = tables.snapshot();

            assertThat(realm.app().directGrant("dorothy", "wrong").error()).isEqualTo("invalid_grant");

            tables.assertNothingWrittenSince(before);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admins", "/admins/night shift"})
    void aLegacySystemPutsNobodyIntoAGroupThatMakesAdministrators(String path) {
        String username = path.replaceAll("\\W", "");
        login(username, """
                {"groups": ["%s", "/staff"]}""".formatted(path));

        assertThat(groupsOf(username)).containsExactly("/staff");
        assertThat(NotAppliedLine.of(server, mark, username))
                .contains("groups: the group " + path + " makes administrators");
    }

    @Test
    void anAdministratorsRuleMayLeadToAGroupThatMakesAdministrators() {
        realm.configure("groupMapping", """
                [{"key": "heads", "value": "/admins"}]""");
        try {
            login("katherine", """
                    {"groups": ["heads"]}""");

            assertThat(groupsOf("katherine")).containsExactly("/admins");
        } finally {
            realm.configure("groupMapping", "");
        }
    }

    @Test
    void whatAnAdministratorGaveHimBeforeHisFirstLoginComesAlongAndLeavesNoTrace(KeycloakTables tables) {
        LegacyAccount radia = LegacyAccount.named("radia").withDetails("""
                {"groups": ["/R&D"]}""");
        String pending = "f:" + realm.provider().getId() + ":" + legacy.addUser(radia);
        String staff = realm.admin().getGroupByPath("/staff").getId();
        realm.admin().users().get(pending).joinGroup(staff);
        assertThat(tables.query("SELECT id FROM federated_user WHERE id = '" + pending + "'"))
                .hasSize(1);

        assertThat(realm.app().directGrant("radia", radia.password()).status()).isEqualTo(200);

        assertThat(groupsOf("radia")).containsExactlyInAnyOrder("/staff", "/R&D");
        assertThat(tables.query("SELECT id FROM federated_user WHERE id = '" + pending + "'"))
                .isEmpty();
        assertThat(tables.query("SELECT group_id FROM fed_user_group_membership WHERE user_id = '" + pending + "'"))
                .isEmpty();
    }

    /** More than once, since the moment in which two meet is short. */
    @ParameterizedTest
    @ValueSource(strings = {"north", "south", "east", "west"})
    void usersWhoBringTheSameNewGroupsAtTheSameMomentAreAllInOneGroup(String name) {
        whileGroupsAreCreated(() -> {
            List<LegacyAccount> accounts = new ArrayList<>();
            for (int i = 0; i < LOGINS; i++) {
                accounts.add(LegacyAccount.named(name + i)
                        .withDetails(
                                """
                        {"groups": ["/%1$s", "/%1$s/shared", "/%1$s/shared/alone in %2$s"]}"""
                                        .formatted(name, i % 3)));
            }
            legacy.addUsers(accounts);

            assertThat(LoginsAtOnce.of(realm, accounts)).allSatisfy(answer -> assertThat(answer.status())
                    .as(answer.body().toString())
                    .isEqualTo(200));

            for (int i = 0; i < LOGINS; i++) {
                assertThat(groupsOf(name + i))
                        .containsExactlyInAnyOrder(
                                "/" + name, "/" + name + "/shared", "/" + name + "/shared/alone in " + i % 3);
            }
            assertThat(groupNames()).containsOnlyOnce(name);
            assertThat(server.log().linesSince(mark, ".* ERROR .*")).isEmpty();
        });
    }
}
