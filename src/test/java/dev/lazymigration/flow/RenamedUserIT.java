package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

/** After the migration Keycloak alone decides who a user is; the legacy system goes on calling him by his old names. */
@LazyMigrationTest
class RenamedUserIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    RenamedUserIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    private void migrate(LegacyAccount account) {
        legacy.addUser(account);
        assertThat(realm.openLogin()
                        .signIn(account.username(), account.password())
                        .isSignedIn())
                .isTrue();
    }

    private UserRepresentation rename(String from, String to) {
        realm.change(settings -> settings.setEditUsernameAllowed(true));
        UserRepresentation user = realm.user(from).orElseThrow();
        user.setUsername(to);
        user.setEmail(to + "@example.org");
        realm.admin().users().get(user.getId()).update(user);
        return user;
    }

    @Test
    void anOldNameOrEmailAddressLeadsNobodyToHimAndChangesNothing() {
        LegacyAccount mary = LegacyAccount.named("mary");
        migrate(mary);
        UserRepresentation maria = rename("mary", "maria");
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin().signIn("mary", mary.password()).errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.openLogin().signIn("mary@example.org", mary.password()).errorText())
                .isEqualTo("Invalid username or password.");
        tables.assertNothingWrittenSince(before);

        assertThat(realm.openLogin().signIn("maria", mary.password()).tokens().subject())
                .isEqualTo(maria.getId());
    }

    @Test
    void hisOldNamesAreFreeForSomebodyElse() {
        LegacyAccount joan = LegacyAccount.named("joan");
        migrate(joan);
        rename("joan", "joanna");

        String other = realm.addUser("joan", "joan@example.org", "another password");

        assertThat(realm.openLogin().signIn("joan", "another password").tokens().subject())
                .isEqualTo(other);
        assertThat(realm.openLogin().signIn("joanna", joan.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void anotherNameThatTheLegacySystemHasForHimIsAsGoodAsEver() {
        realm.configure(
                "getUserScript",
                """
                async function getUser(query) {
                  const { Client } = require('pg');
                  const client = new Client(env.DB_CONNECTION_URI);
                  await client.connect();
                  const found = await client.query(
                      'SELECT id, username, email FROM users WHERE username = $1 OR email = $2 OR phone = $1',
                      [query.username, query.email]);
                  return found.rows[0] || null;
                }""");
        try {
            LegacyAccount grace = LegacyAccount.named("grace").withPhone("+15551234");
            migrate(grace);

            assertThat(realm.openLogin()
                            .signIn("+15551234", grace.password())
                            .tokens()
                            .subject())
                    .isEqualTo(realm.user("grace").orElseThrow().getId());
        } finally {
            realm.configure("getUserScript", "");
        }
    }
}
