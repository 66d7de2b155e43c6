package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

/** User name on one page, password on the next: two requests, and an {@code f:…} id between them. */
@LazyMigrationTest
class UsernameFirstFormIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    UsernameFirstFormIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        UsernameFirstFlow.bind(realm);
    }

    @Test
    void theNameOnOnePageAndThePasswordOnTheNextLetTheUserIn() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);

        LoginPage login = realm.openLogin().identify("ada").giveCredential(ada.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(login.tokens().subject())
                .isEqualTo(realm.user("ada").orElseThrow().getId());
    }

    @Test
    void theEmailAddressWorksOnTheFirstPageToo() {
        LegacyAccount grace = LegacyAccount.named("grace");
        legacy.addUser(grace);

        LoginPage login = realm.openLogin().identify("grace@example.org").giveCredential(grace.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @Test
    void theNameAloneAndAWrongPasswordLeaveNothingBehind() {
        LegacyAccount mary = LegacyAccount.named("mary");
        legacy.addUser(mary);
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().identify("mary");
        tables.assertNothingWrittenSince(before);

        login.giveCredential("a wrong password");
        assertThat(login.errorText()).isEqualTo("Invalid password.");
        tables.assertNothingWrittenSince(before);

        login.giveCredential(mary.password());
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @Test
    void aScriptThatCannotLookUpByIdGetsTheNameFromTheFirstPageAgain() {
        LegacyAccount joan = LegacyAccount.named("joan");
        legacy.addUser(joan);
        realm.configure(
                "getUserScript",
                """
                async function getUser(query) {
                  if (!query.username) {
                    throw new Error('This system knows users by their names alone');
                  }
                  const { Client } = require('pg');
                  const client = new Client(env.DB_CONNECTION_URI);
                  await client.connect();
                  const found = await client.query('SELECT id, username, email FROM users WHERE username = $1',
                      [query.username]);
                  await client.end();
                  return found.rows[0] || null;
                }""");
        try {
            LoginPage login = realm.openLogin().identify("joan").giveCredential(joan.password());

            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        } finally {
            realm.configure("getUserScript", "");
        }
    }

    @Test
    void aUserWhoIsRenamedBetweenTheTwoPagesIsNotTakenForAnother() {
        LegacyAccount renamed = LegacyAccount.named("renamed");
        LegacyAccount successor = LegacyAccount.named("successor");
        legacy.addUser(renamed);
        legacy.addUser(successor);
        LoginPage login = realm.openLogin().identify("renamed");
        legacy.execute(
                "UPDATE users SET username = 'renamed-away' WHERE username = 'renamed'",
                "UPDATE users SET username = 'renamed' WHERE username = 'successor'");
        KeycloakTables.Snapshot before = tables.snapshot();

        login.giveCredential(successor.password());

        assertThat(login.isSignedIn()).isFalse();
        tables.assertNothingWrittenSince(before);
        LoginPage again = realm.openLogin().identify("renamed").giveCredential(successor.password());
        assertThat(again.isSignedIn()).as(again.browser().text()).isTrue();
        assertThat(realm.user("renamed").orElseThrow().getEmail()).isEqualTo("successor@example.org");
    }
}
