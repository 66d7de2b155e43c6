package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.MariaDb;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * MariaDB and MySQL show a transaction the rows as they were at its first look ({@code REPEATABLE READ}): the login that
 * imports a user in another transaction would not see him.
 */
@Tag("own-server")
@EnabledIf("dev.lazymigration.testkit.MariaDb#runsHere")
class KeycloakOnMariaDbIT {

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
                        .launch()) {
            LegacyDatabase legacy = LegacyDatabase.on(postgres);
            legacy.addUser(ada);
            legacy.addUser(grace);
            legacy.addUser(nameless);
            TestRealm realm = TestRealm.named("on-mariadb")
                    .with(legacy)
                    .config("existingUsers", "link")
                    .create(server);

            LoginPage login = realm.openLogin().signIn("ada", ada.password());
            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
            assertThat(login.tokens().claims().path("email").asText()).isEqualTo("ada@example.org");
            assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn())
                    .isTrue();

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
        }
    }
}
