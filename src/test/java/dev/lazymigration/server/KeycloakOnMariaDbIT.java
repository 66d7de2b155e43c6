package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.MariaDb;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.keycloak.models.utils.Base32;
import org.keycloak.models.utils.TimeBasedOTP;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * MariaDB and MySQL show a transaction the rows as they were at its first look ({@code REPEATABLE READ}): the login that
 * imports a user in another transaction would not see him.
 */
@Tag("own-server")
@EnabledIf("dev.lazymigration.testkit.MariaDb#runsHere")
class KeycloakOnMariaDbIT {

    private static final String FAILS_ONCE =
            """
            async (user) => {
              const { Pool } = require('pg');

              const { rows } = await new Pool({ connectionString: env.DB_CONNECTION_URI })
                .query('UPDATE users SET told = told + 1 WHERE id = $1 RETURNING told', [user.id]);
              if (rows[0].told < 2) throw new Error('not yet');
            }""";

    @Test
    void usersComeAcrossWhereATransactionSeesNothingOfLaterOnes() {
        LegacyAccount ada = LegacyAccount.named("ada");
        LegacyAccount grace = LegacyAccount.named("grace");
        LegacyAccount mary = LegacyAccount.named("mary");
        LegacyAccount nameless = LegacyAccount.named("nameless")
                .with("name", null)
                .with("given_name", null)
                .with("family_name", null);
        try (Postgres postgres = Postgres.launch();
                MariaDb mariaDb = MariaDb.launch();
                KeycloakServer server = KeycloakServer.named("mariadb")
                        .onMariaDb(mariaDb.jdbcUrl(), MariaDb.user(), MariaDb.password())
                        .shortLived()
                        .launch()) {
            LegacyDatabase legacy = LegacyDatabase.on(postgres);
            legacy.addUser(ada);
            legacy.addUser(grace);
            legacy.addUser(nameless);
            legacy.execute(
                    "ALTER TABLE users ADD COLUMN told integer NOT NULL DEFAULT 0",
                    "GRANT UPDATE ON users TO " + legacy.reader());
            TestRealm realm = TestRealm.named("on-mariadb")
                    .with(legacy)
                    .config("onMigratedScript", FAILS_ONCE)
                    .config("existingUsers", "link")
                    .create(server);

            LoginPage login = realm.openLogin().signIn("ada", ada.password());
            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
            assertThat(login.tokens().claims().path("email").asText()).isEqualTo("ada@example.org");
            assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn())
                    .isTrue();

            legacy.awaitValue("SELECT told FROM users WHERE username = 'ada'", "2");

            Answer tokens = realm.app().directGrant("grace", grace.password());
            assertThat(tokens.status()).as(tokens.body().toString()).isEqualTo(200);
            assertThat(tokens.claims().path("realm_access").path("roles").toString())
                    .contains("offline_access");

            String local = realm.addUser("mary.local", "mary@example.org", "to be removed");
            UserRepresentation user = realm.admin().users().get(local).toRepresentation();
            user.setEmailVerified(true);
            realm.admin().users().get(local).update(user);
            realm.admin().users().get(local).credentials().forEach(password -> realm.admin()
                    .users()
                    .get(local)
                    .removeCredential(password.getId()));
            legacy.addUser(mary);
            LoginPage linked = realm.openLogin().signIn("mary", mary.password());
            assertThat(linked.tokens().subject()).isEqualTo(local);
            assertThat(realm.openLogin()
                            .signIn("mary.local", mary.password())
                            .tokens()
                            .subject())
                    .as("a user who was there, with the password that the login has given him")
                    .isEqualTo(local);

            LoginPage asked = realm.openLogin().signIn("nameless", nameless.password());
            asked.browser().submit("#kc-update-profile-form", Map.of("firstName", "Now", "lastName", "Named"));
            assertThat(asked.isSignedIn()).as(asked.browser().text()).isTrue();

            whatAnImportCreatesIsThereInTheLoginThatCreatesIt(server, legacy);
            new Bookkeeping(realm, legacy).works();
        }
    }

    private static void whatAnImportCreatesIsThereInTheLoginThatCreatesIt(
            KeycloakServer server, LegacyDatabase legacy) {
        TestRealm realm = new RealmConfig.WithDetails()
                .configure(TestRealm.named("belongings-on-mariadb"), legacy)
                .realm(settings -> settings.setOrganizationsEnabled(true))
                .config("createGroups", "true")
                .config("createOrganizations", "true")
                .create(server);
        ProtocolMapperRepresentation groups = new ProtocolMapperRepresentation();
        groups.setName("groups");
        groups.setProtocol("openid-connect");
        groups.setProtocolMapper("oidc-group-membership-mapper");
        groups.setConfig(Map.of("claim.name", "groups", "full.path", "true", "access.token.claim", "true"));
        String app =
                realm.admin().clients().findByClientId(TestRealm.APP).get(0).getId();
        realm.admin()
                .clients()
                .get(app)
                .getProtocolMappers()
                .createMapper(groups)
                .close();
        String secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        LegacyAccount joan = LegacyAccount.named("joan")
                .withDetails(
                        """
                {"groups": ["/new/from the top"], "organizations": [{"alias": "newcomers", "domain": "newcomers.example"}],
                 "roles": ["offline_access"], "totp": "%s"}"""
                                .formatted(secret));
        legacy.addUser(joan);

        Answer tokens = realm.app()
                .directGrant("joan", joan.password(), new TimeBasedOTP().generateTOTP(Base32.decode(secret)));

        assertThat(tokens.status()).as(tokens.body().toString()).isEqualTo(200);
        assertThat(tokens.claims().path("groups").toString()).isEqualTo("[\"/new/from the top\"]");
        assertThat(realm.admin().organizations().list(0, 10))
                .extracting(OrganizationRepresentation::getAlias)
                .containsExactly("newcomers");
        assertThat(realm.admin().organizations().members().getOrganizations(tokens.subject(), true))
                .hasSize(1);
    }
}
