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

    private String idOf(String username) {
        return realm.user(username).orElseThrow().getId();
    }

    @Test
    void anotherUserNameInTheLegacySystemLeadsToTheSameUserAndChangesNothing() {
        LegacyAccount hedy = LegacyAccount.named("hedy");
        migrate(hedy);
        legacy.execute("UPDATE users SET username = 'hedwig', nickname = 'Changed' WHERE username = 'hedy'");
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin().signIn("hedwig", hedy.password()).tokens().subject())
                .isEqualTo(idOf("hedy"));
        assertThat(realm.openLogin().signIn("hedy", hedy.password()).tokens().subject())
                .isEqualTo(idOf("hedy"));
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anotherAddressInTheLegacySystemLeadsToNobodyAndHisOwnToHim() {
        LegacyAccount lise = LegacyAccount.named("lise");
        migrate(lise);
        legacy.execute("UPDATE users SET email = 'lise@example.com' WHERE username = 'lise'");
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin().signIn("lise@example.com", lise.password()).errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.openLogin()
                        .signIn("lise@example.org", lise.password())
                        .tokens()
                        .subject())
                .isEqualTo(idOf("lise"));
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void allNewNamesInTheLegacySystemMakeNoSecondAccount() {
        LegacyAccount emmy = LegacyAccount.named("emmy");
        migrate(emmy);
        legacy.execute("UPDATE users SET username = 'amalie', email = 'amalie@example.org' WHERE username = 'emmy'");
        KeycloakTables.Snapshot before = tables.snapshot();

        for (String name : new String[] {"amalie", "amalie@example.org"}) {
            assertThat(realm.openLogin().signIn(name, emmy.password()).errorText())
                    .isEqualTo("Invalid username or password.");
        }
        assertThat(realm.openLogin().signIn("emmy", emmy.password()).isSignedIn())
                .isTrue();
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anOldAddressNeitherChangesNorEnablesAUserWhomAnAdministratorHasDisabled() {
        LegacyAccount rosalind = LegacyAccount.named("rosalind");
        migrate(rosalind);
        UserRepresentation user = realm.user("rosalind").orElseThrow();
        user.setEmail("rosalind@example.com");
        user.setEnabled(false);
        realm.admin().users().get(user.getId()).update(user);
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin()
                        .signIn("rosalind@example.org", rosalind.password())
                        .errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.app().directGrant("rosalind", rosalind.password()).errorDescription())
                .isEqualTo("Account disabled");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aLegacyUserOfTheSameNameIsAnotherUserWhenHisIdIsAnother() {
        LegacyAccount first = LegacyAccount.named("reused");
        migrate(first);
        String firstId = idOf("reused");
        legacy.execute("DELETE FROM users WHERE username = 'reused'");
        legacy.addUser(first.withPassword("the password of the second"));
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin()
                        .signIn("reused", "the password of the second")
                        .isSignedIn())
                .isFalse();
        assertThat(realm.openLogin().signIn("reused", first.password()).tokens().subject())
                .isEqualTo(firstId);
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aUserNameInOtherLettersIsTheSameUserBeforeAndAfterTheMigration() {
        LegacyAccount ada = LegacyAccount.named("ada").with("username", "ADA");
        legacy.addUser(ada);

        String first = realm.openLogin().signIn("Ada", ada.password()).tokens().subject();

        for (String typed : new String[] {"ADA", "ada", "aDa"}) {
            assertThat(realm.openLogin().signIn(typed, ada.password()).tokens().subject())
                    .as(typed)
                    .isEqualTo(first);
        }
        legacy.execute("UPDATE users SET username = 'aDA' WHERE username = 'ADA'");
        assertThat(realm.app().directGrant("ADA", ada.password()).subject()).isEqualTo(first);
    }
}
