package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.IdentityProvider;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;

/**
 * A server built for H2 has no PostgreSQL driver on its class path, so the one in the JAR is on its own. The same
 * server, with its data, then loses the JAR.
 */
@Tag("own-server")
class KeycloakOnH2IT {

    private static final String MARK =
            """
            async (user) => {
              const { Pool } = require('pg');

              await new Pool({ connectionString: env.DB_CONNECTION_URI })
                .query('UPDATE users SET keycloak_id = $1 WHERE id = $2', [user.keycloakId, user.id]);
            }""";

    @Test
    void usersComeAcrossOnAnotherDatabaseAndLogInWhenTheJarAndTheLegacyDatabaseAreGone() {
        LegacyAccount ada = LegacyAccount.named("ada");
        LegacyAccount late = LegacyAccount.named("late");
        LegacyAccount grace = LegacyAccount.named("grace");
        try (Postgres postgres = Postgres.launch();
                KeycloakServer server = KeycloakServer.named("h2").shortLived().launch()) {
            LegacyDatabase legacy = LegacyDatabase.on(postgres);
            legacy.addUser(ada);
            legacy.addUser(late);
            legacy.addUser(grace);
            legacy.execute(
                    "ALTER TABLE users ADD COLUMN keycloak_id text", "GRANT UPDATE ON users TO " + legacy.reader());
            TestRealm realm = TestRealm.named("on-h2")
                    .with(legacy)
                    .config("onMigratedScript", MARK)
                    .create(server);

            assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn())
                    .isTrue();
            String id = realm.user("ada").orElseThrow().getId();
            legacy.awaitValue("SELECT keycloak_id FROM users WHERE username = 'ada'", id);
            IdentityProvider partner = IdentityProvider.of(realm, "partner");
            partner.linkByItself();
            partner.knows("grace", "grace@example.org");
            String linked = partner.signIn("grace").tokens().subject();

            new Bookkeeping(realm, legacy).works();

            legacy.stop();
            server.removeProviderJar();

            assertThat(realm.openLogin().signIn("ada", ada.password()).tokens().subject())
                    .isEqualTo(id);
            assertThat(realm.app()
                            .directGrant("ada@example.org", ada.password())
                            .subject())
                    .isEqualTo(id);
            assertThat(realm.openLogin().signIn("late", late.password()).errorText())
                    .isEqualTo("Invalid username or password.");
            assertThat(partner.signIn("grace").tokens().subject())
                    .as("a user whose password only the legacy system knew")
                    .isEqualTo(linked);
            assertThat(realm.openLogin().signIn("grace", grace.password()).errorText())
                    .isEqualTo("Invalid username or password.");
            assertThat(realm.admin().users().get(linked).credentials())
                    .extracting(CredentialRepresentation::getType)
                    .containsExactly("legacy-password");
        }
    }
}
