package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

@LazyMigrationTest
class UsernamePasswordFormIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    UsernamePasswordFormIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @Test
    void theFirstLoginWithTheLegacyPasswordLetsTheUserInAndMovesHimAcross() {
        LegacyAccount ada = LegacyAccount.named("ada").withPhone("+441234567");
        long legacyId = legacy.addUser(ada);

        LoginPage login = realm.openLogin().signIn("ada", ada.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        UserRepresentation user = realm.user("ada").orElseThrow();
        assertThat(login.tokens().subject()).isEqualTo(user.getId());
        assertThat(user.getEmail()).isEqualTo("ada@example.org");
        assertThat(user.isEmailVerified()).isTrue();
        assertThat(user.getFirstName()).isEqualTo("Ada");
        assertThat(user.getLastName()).isEqualTo("Example");
        assertThat(user.isEnabled()).isTrue();
        assertThat(user.getFederationLink()).isNull();
        assertThat(user.getRequiredActions()).isEmpty();
        assertThat(tables.query(
                        "SELECT name, value FROM user_attribute WHERE user_id = '" + user.getId() + "' ORDER BY name"))
                .containsExactly(
                        List.of("birthdate", "1990-12-10"),
                        List.of("gender", "F"),
                        List.of("locale", "en"),
                        List.of("nickname", "Ada"),
                        List.of("phoneNumber", "+441234567"),
                        List.of("picture", "https://example.org/photos/ada.png"),
                        List.of("website", "https://example.org/~ada"),
                        List.of("zoneinfo", "Europe/London"));
        assertThat(tables.query("SELECT legacy_id, method FROM lazy_migration_record WHERE user_id = '" + user.getId()
                        + "' AND provider_id = '" + realm.provider().getId() + "'"))
                .containsExactly(List.of(String.valueOf(legacyId), "LOGIN"));
    }

    @Test
    void aWrongPasswordMigratesNobodyAndTheRightOneAfterItDoes() {
        LegacyAccount grace = LegacyAccount.named("grace").withPassword2b("nanoseconds");
        legacy.addUser(grace);
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().signIn("grace", "a wrong password");

        assertThat(login.errorText()).isEqualTo("Invalid username or password.");
        tables.assertNothingWrittenSince(before);

        login.signIn("grace", "nanoseconds");

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(realm.user("grace")).isPresent();
    }

    @Test
    void anUnknownUserIsToldTheSameAsOneWithAWrongPassword() {
        legacy.addUser(LegacyAccount.named("known"));
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage unknown = realm.openLogin().signIn("nobody", "some password");
        LoginPage known = realm.openLogin().signIn("known", "some password");

        assertThat(unknown.errorText())
                .isEqualTo("Invalid username or password.")
                .isEqualTo(known.errorText());
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anEmptyPasswordProvesNothingAndIsNeverShownToAScript() {
        legacy.addUser(LegacyAccount.named("empty").withPassword(""));
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().signIn("empty", "");

        assertThat(login.errorText()).isEqualTo("Invalid username or password.");
        assertThat(realm.app().directGrant("empty", "").error()).isEqualTo("invalid_grant");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aPasswordOfTenThousandCharactersIsCheckedLikeAnyOther() {
        String password = "p".repeat(60) + "q".repeat(9_940);
        LegacyAccount account = LegacyAccount.named("longpassword").withPassword(password.substring(0, 72));
        legacy.addUser(account);
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().signIn("longpassword", "x".repeat(10_000));

        assertThat(login.errorText()).isEqualTo("Invalid username or password.");
        tables.assertNothingWrittenSince(before);

        // Node's bcrypt looks at the first 72 bytes, so the legacy system lets this one in; Keycloak stores all of it.
        login.signIn("longpassword", password);

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(realm.openLogin().signIn("longpassword", password).isSignedIn())
                .isTrue();
        assertThat(realm.openLogin()
                        .signIn("longpassword", password.substring(0, 72))
                        .isSignedIn())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper.Case", "O'Brien", "100% sure", "a:b", "zoë müller", "\"quoted\"", "иван"})
    void namesAreComparedAsKeycloakDoesWhateverCharactersAreInThem(String username) {
        LegacyAccount account = LegacyAccount.named("odd")
                .with("username", username)
                .withEmail("odd" + Math.abs(username.hashCode()) + "@example.org")
                .withPassword("the password of " + username);
        legacy.addUser(account);

        assertThat(realm.openLogin().signIn(username, account.password()).isSignedIn())
                .as("first login as %s", username)
                .isTrue();
        assertThat(realm.openLogin()
                        .signIn(username.toUpperCase(java.util.Locale.ROOT), account.password())
                        .isSignedIn())
                .as("second login in upper case")
                .isTrue();
        assertThat(realm.users())
                .filteredOn(user -> user.getEmail().equals(account.email()))
                .hasSize(1);
    }

    @Test
    void aLegacyDatabaseThatCaresForCaseGetsTheNameAsItWasTyped() {
        LegacyAccount account = LegacyAccount.named("casesensitive").with("username", "CaseSensitive");
        legacy.addUser(account);
        String original = realm.provider().getConfig().getFirst("getUserScript");
        realm.configure(
                "getUserScript",
                """
                async function getUser(query) {
                  const { Client } = require('pg');
                  const client = new Client(env.DB_CONNECTION_URI);
                  await client.connect();
                  const found = await client.query('SELECT * FROM users WHERE username = $1', [query.username]);
                  await client.end();
                  return found.rows[0] || null;
                }""");
        try {
            assertThat(realm.openLogin()
                            .signIn("CaseSensitive", account.password())
                            .isSignedIn())
                    .isTrue();
        } finally {
            realm.configure("getUserScript", original == null ? "" : original);
        }
    }

    @Test
    void aUserWithoutANameIsImportedAndAskedForItByKeycloakItself() {
        LegacyAccount nameless = LegacyAccount.named("nameless")
                .with("name", null)
                .with("given_name", null)
                .with("family_name", null);
        legacy.addUser(nameless);

        LoginPage login = realm.openLogin().signIn("nameless", nameless.password());

        assertThat(realm.user("nameless")).isPresent();
        // The realm's user profile, as Keycloak makes it for a new realm, demands both names.
        login.browser().submit("#kc-update-profile-form", Map.of("firstName", "Now", "lastName", "Named"));
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @Test
    void aPasswordThatTheRealmWouldRefuseLetsTheUserInAndMakesHimChooseABetterOne() {
        LegacyAccount weak = LegacyAccount.named("weak").withPassword("1234");
        legacy.addUser(weak);
        realm.change(settings -> settings.setPasswordPolicy("length(8)"));
        try {
            LoginPage login = realm.openLogin().signIn("weak", "1234");

            assertThat(login.browser().title()).isEqualTo("Update password");
            login.choosePassword("a much longer one");
            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        } finally {
            realm.change(settings -> settings.setPasswordPolicy(""));
        }
    }
}
