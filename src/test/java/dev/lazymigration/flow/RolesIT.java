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
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.RolesResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class RolesIT {

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final ServerLog.Mark mark;

    RolesIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mark = server.log().mark();
    }

    /** Roles of the realm, roles of a client, and one that makes administrators two composites away. */
    @BeforeAll
    static void roles(TestRealm realm) {
        RolesResource roles = realm.admin().roles();
        Stream.of("editor", "deputy", "boss", "chief").forEach(name -> roles.create(role(name)));
        ClientRepresentation shop = new ClientRepresentation();
        shop.setClientId("shop");
        realm.admin().clients().create(shop).close();
        clientRoles(realm, "shop").create(role("buyer"));
        clientRoles(realm, "shop").create(role("seller"));
        roles.get("boss")
                .addComposites(List.of(clientRoles(realm, "realm-management")
                        .get("manage-users")
                        .toRepresentation()));
        roles.get("chief").addComposites(List.of(roles.get("boss").toRepresentation()));
        roles.get("deputy").addComposites(List.of(roles.get("editor").toRepresentation()));
    }

    private static RoleRepresentation role(String name) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(name);
        return role;
    }

    private static RolesResource clientRoles(TestRealm realm, String clientId) {
        String id = realm.admin().clients().findByClientId(clientId).get(0).getId();
        return realm.admin().clients().get(id).roles();
    }

    private Answer login(String username, String details) {
        LegacyAccount account = LegacyAccount.named(username).withDetails(details);
        legacy.addUser(account);
        Answer answer = realm.app().directGrant(username, account.password());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private static List<String> realmRoles(Answer answer) {
        return texts(answer, "/realm_access/roles");
    }

    private static List<String> texts(Answer answer, String pointer) {
        return StreamSupport.stream(answer.claims().at(pointer).spliterator(), false)
                .map(node -> node.asText())
                .toList();
    }

    @Test
    void rolesOfTheRealmAndOfClientsAreInTheTokenOfTheVeryFirstLogin() {
        Answer answer = login(
                "ada", """
                {"roles": ["editor", "shop.seller"], "clientRoles": {"shop": ["buyer"]}}""");

        assertThat(realmRoles(answer)).contains("editor").doesNotContain("deputy");
        assertThat(texts(answer, "/resource_access/shop/roles")).containsExactlyInAnyOrder("buyer", "seller");
    }

    @Test
    void theRolesOfEveryNewUserAreHisToo() {
        Answer answer = login("grace", """
                {"roles": ["deputy"]}""");

        assertThat(realmRoles(answer)).contains("deputy", "editor", "default-roles-" + realm.name());
    }

    @Test
    void aRoleThatTheRealmDoesNotHaveIsReportedAndTheOthersAreGranted() {
        Answer answer =
                login("mary", """
                {"roles": ["astronaut", "editor", "shop.thief", "nowhere.buyer"]}""");

        assertThat(realmRoles(answer)).contains("editor");
        assertThat(NotAppliedLine.of(server, mark, "mary"))
                .contains("roles: there is no role astronaut")
                .contains("roles: there is no role shop.thief")
                .contains("roles: there is no role nowhere.buyer");
        assertThat(realm.admin().roles().list())
                .extracting(RoleRepresentation::getName)
                .doesNotContain("astronaut");
    }

    @ParameterizedTest
    @ValueSource(strings = {"realm-management.realm-admin", "realm-management.view-users", "boss", "chief"})
    void aLegacySystemMakesNoAdministratorsByItself(String role) {
        String username = role.replace("realm-management.", "");
        Answer answer = login(username, """
                {"roles": ["editor", "%s"]}""".formatted(role));

        assertThat(realmRoles(answer)).contains("editor").doesNotContain("boss", "chief");
        assertThat(answer.claims().at("/resource_access/realm-management").isMissingNode())
                .isTrue();
        assertThat(NotAppliedLine.of(server, mark, username))
                .contains("roles: the role " + role + " makes administrators");
    }

    @Test
    void anAdministratorsRuleMayLeadToARoleThatMakesAdministrators() {
        realm.configure(
                "roleMapping",
                """
                [{"key": "head of personnel", "value": "realm-management.manage-users"}]""");
        try {
            Answer answer = login("joan", """
                    {"roles": ["head of personnel"]}""");

            assertThat(texts(answer, "/resource_access/realm-management/roles")).contains("manage-users");
        } finally {
            realm.configure("roleMapping", "");
        }
    }

    @Test
    void theRolesOfTheFirstLoginStayWhateverTheLegacySystemSaysLater() {
        login("katherine", """
                {"roles": ["editor"]}""");
        legacy.execute("UPDATE users SET details = '{\"roles\": [\"deputy\"]}' WHERE username = 'katherine'");

        Answer second = realm.app().directGrant("katherine", "katherine's legacy password");

        assertThat(realmRoles(second)).contains("editor").doesNotContain("deputy");
    }

    @Test
    void aWrongPasswordGivesNothing(KeycloakTables tables) {
        legacy.addUser(
                LegacyAccount.named("dorothy")
                        .withDetails(
                                """
                {"roles": ["editor"], "totp": "JBSWY3DPEHPK3PXP", "recoveryCodes": ["one", "two"],
                 "requiredActions": ["UPDATE_PROFILE"]}"""));
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.app().directGrant("dorothy", "wrong").error()).isEqualTo("invalid_grant");

        tables.assertNothingWrittenSince(before);
    }
}
