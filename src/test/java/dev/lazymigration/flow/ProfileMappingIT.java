package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

/** Whole profiles arrive: what they hold is in Keycloak in the end, or in the log. */
@LazyMigrationTest(realm = ProfileMappingIT.WithRules.class)
class ProfileMappingIT {

    static final class WithRules extends RealmConfig.WithDetails {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return super.configure(realm, legacy)
                    .config(
                            "attributeMapping",
                            """
                            [{"key": "mail", "value": "email"}, {"key": "vorname", "value": "firstName"},
                             {"key": "nachname", "value": "lastName"}, {"key": "kunde.nummer", "value": "customerNumber"},
                             {"key": "kunde.intern", "value": "-"}, {"key": "id", "value": "legacyId"}]
                            """)
                    .config("constantAttributes", "[{\"key\": \"origin\", \"value\": \"old shop\"}]")
                    .config(
                            "roleMapping",
                            "[{\"key\": \"internal-*\", \"value\": \"-\"}, {\"key\": \"ROLE_*\", \"value\": \"*\"}]")
                    .config("groupMapping", "[{\"key\": \"team-*\", \"value\": \"/teams/*\"}]")
                    .config("createGroups", "true");
        }
    }

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    ProfileMappingIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @BeforeAll
    static void rolesAndAnOpenUserProfile(TestRealm realm) {
        Stream.of("editor", "viewer").forEach(name -> {
            RoleRepresentation role = new RoleRepresentation();
            role.setName(name);
            realm.admin().roles().create(role);
        });
        UPConfig config = realm.admin().users().userProfile().getConfiguration();
        config.setUnmanagedAttributePolicy(UnmanagedAttributePolicy.ENABLED);
        realm.admin().users().userProfile().update(config);
    }

    private UserResource arrived(LegacyAccount account) {
        legacy.addUser(account);
        Answer answer = realm.app().directGrant(account.username(), account.password());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return realm.admin().users().get(answer.subject());
    }

    private static List<String> roles(UserResource user) {
        return user.roles().realmLevel().listAll().stream()
                .map(RoleRepresentation::getName)
                .filter(name -> !name.startsWith("default-roles-"))
                .toList();
    }

    private static List<String> groups(UserResource user) {
        return user.groups().stream().map(GroupRepresentation::getPath).toList();
    }

    private String notApplied(ServerLog.Mark mark, String username) {
        return NotAppliedLine.of(server, mark, username);
    }

    @Test
    void aProfileAsOfAuthing() {
        ServerLog.Mark mark = server.log().mark();
        String essay = "x".repeat(2000) + "…";

        UserResource user = arrived(LegacyAccount.named("ada")
                .withDetails(
                        """
                                {
                                  "status": "Activated", "emailVerified": true, "middleName": "King",
                                  "phone": "+441234567", "phoneVerified": true, "streetAddress": "12 St James's Square",
                                  "postalCode": "SW1Y 4JH", "country": "GB", "company": "Analytical Engines",
                                  "unionid": "u-1", "registerSource": ["basic:email", "social"], "lastIp": null,
                                  "updatedAt": "2024-05-01T12:00:00.000Z", "LDAP_ID": "forged", "token": "a1b2c3d4",
                                  "salt": "f00f00", "customData": {"plan": "gold", "limits": {"seats": 5},
                                    "cars": [{"doors": 2}], "essay": "%1$s", "book": "%1$s%1$s"},
                                  "identities": [{"provider": "wechat", "userIdInIdp": "wx-1", "accessToken": "a1b2c3d4"}]
                                }
                                """
                                .formatted(essay)));

        UserRepresentation ada = user.toRepresentation();
        assertThat(ada.getEmail()).isEqualTo("ada@example.org");
        assertThat(ada.isEmailVerified()).isTrue();
        assertThat(ada.getFirstName()).isEqualTo("Ada");
        assertThat(ada.getLastName()).isEqualTo("Example");
        assertThat(ada.getAttributes())
                .contains(
                        entry("middleName", List.of("King")),
                        entry("phoneNumber", List.of("+441234567")),
                        entry("phoneNumberVerified", List.of("true")),
                        entry("street", List.of("12 St James's Square")),
                        entry("postal_code", List.of("SW1Y 4JH")),
                        entry("country", List.of("GB")),
                        entry("company", List.of("Analytical Engines")),
                        entry("unionid", List.of("u-1")),
                        entry("updatedAt", List.of("1714564800")),
                        entry("customData.plan", List.of("gold")),
                        entry("customData.limits.seats", List.of("5")),
                        entry("customData.cars", List.of("{\"doors\":2}")),
                        entry("customData.essay", List.of(essay)),
                        entry("picture", List.of("https://example.org/photos/ada.png")),
                        entry("birthdate", List.of("1990-12-10")),
                        entry("origin", List.of("old shop")))
                .doesNotContainKeys("token", "salt", "LDAP_ID", "status", "identities");
        assertThat(ada.getAttributes().get("registerSource")).containsExactlyInAnyOrder("basic:email", "social");
        assertThat(notApplied(mark, "ada"))
                .contains("token: looks like a secret", "LDAP_ID: ", "identities[0]: ", "customData.book: is longer")
                .doesNotContain("a1b2c3d4", "forged", "salt");
        assertThat(tables.thatHold("a1b2c3d4")).isEmpty();
    }

    @Test
    void aProfileAsOfAuth0() {
        ServerLog.Mark mark = server.log().mark();

        UserResource user = arrived(
                LegacyAccount.named("grace")
                        .withDetails(
                                """
                                {
                                  "email_verified": true, "blocked": false, "logins_count": 12, "multifactor": ["guardian"],
                                  "last_password_reset": "2023-01-01T00:00:00.000Z",
                                  "user_metadata": {"plan": "gold", "roles": ["editor"], "email": "eve@example.org"},
                                  "app_metadata": {"customer": 4711, "roles": ["editor", "realm-management.realm-admin"],
                                    "authorization": {"roles": ["viewer", "nobody knows it"], "groups": ["staff"]}},
                                  "identities": [{"provider": "auth0", "user_id": "60f0a7", "isSocial": false}],
                                  "mfa_factors": [{"phone": {"value": "+441234567"}}]
                                }
                                """));

        UserRepresentation grace = user.toRepresentation();
        assertThat(grace.getEmail()).isEqualTo("grace@example.org");
        assertThat(grace.getAttributes())
                .contains(
                        entry("logins_count", List.of("12")),
                        entry("last_password_reset", List.of("2023-01-01T00:00:00.000Z")),
                        entry("user_metadata.plan", List.of("gold")),
                        entry("user_metadata.roles", List.of("editor")),
                        entry("user_metadata.email", List.of("eve@example.org")),
                        entry("app_metadata.customer", List.of("4711")));
        assertThat(roles(user)).containsExactlyInAnyOrder("editor", "viewer");
        assertThat(groups(user)).containsExactly("/staff");
        assertThat(notApplied(mark, "grace"))
                .contains(
                        "mfa_factors[0]: ",
                        "multifactor: ",
                        "app_metadata.roles: ",
                        "realm-management.realm-admin",
                        "app_metadata.authorization.roles: ",
                        "nobody knows it")
                .doesNotContain("identities", "+441234567");
    }

    @Test
    void aRowOfAPlainTableWithRules() {
        ServerLog.Mark mark = server.log().mark();

        UserResource user = arrived(
                LegacyAccount.named("alan")
                        .with("email", null)
                        .with("name", null)
                        .with("given_name", null)
                        .with("family_name", null)
                        .withDetails(
                                """
                        {
                          "mail": "Alan@Example.org", "vorname": "Alan", "nachname": "Turing", "is_active": 1,
                          "kunde": {"nummer": "C-12", "intern": {"score": 3}}, "password_hash": "$2b$10$abcdefghijklmnop",
                          "roles": ["ROLE_editor", "internal-7"], "groups": ["team-london"], "newsletter": false
                        }
                        """));

        UserRepresentation alan = user.toRepresentation();
        assertThat(alan.getEmail()).isEqualTo("alan@example.org");
        assertThat(alan.getFirstName()).isEqualTo("Alan");
        assertThat(alan.getLastName()).isEqualTo("Turing");
        assertThat(alan.getAttributes())
                .contains(
                        entry("customerNumber", List.of("C-12")),
                        entry("newsletter", List.of("false")),
                        entry("origin", List.of("old shop")))
                .containsKey("legacyId")
                .doesNotContainKeys("mail", "vorname", "kunde.intern.score", "password_hash", "is_active");
        assertThat(roles(user)).containsExactly("editor");
        assertThat(groups(user)).containsExactly("/teams/london");
        assertThat(server.log().linesSince(mark, "outcome=Migrated .*username=alan"))
                .singleElement()
                .asString()
                .doesNotContain("notApplied");
        assertThat(tables.thatHold("$2b$10$abcdefghijklmnop")).isEmpty();
    }
}
