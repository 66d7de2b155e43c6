package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/** What becomes of a proved password, whatever the realm thinks of it. */
@LazyMigrationTest
class KeptPasswordIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final KeycloakServer server;

    KeptPasswordIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, KeycloakServer server) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.server = server;
    }

    private LegacyAccount addUser(String name, String password) {
        LegacyAccount account = LegacyAccount.named(name).withPassword(password);
        legacy.addUser(account);
        return account;
    }

    private void withPolicy(String policy, Runnable test) {
        realm.change(settings -> settings.setPasswordPolicy(policy));
        try {
            test.run();
        } finally {
            realm.change(settings -> settings.setPasswordPolicy(""));
        }
    }

    private LoginPage loginWithRequiredUpdate(String username, String password) {
        UserRepresentation user = realm.user(username).orElseThrow();
        user.setRequiredActions(List.of("UPDATE_PASSWORD"));
        realm.admin().users().get(user.getId()).update(user);
        LoginPage login = realm.openLogin().signIn(username, password);
        assertThat(login.browser().title()).isEqualTo("Update password");
        return login;
    }

    @ParameterizedTest
    @CsvSource({
        "length(8), 1234, a better password",
        "maxLength(16), longer than sixteen characters, short enough",
        "notUsername(undefined), policy-notusername, a better password",
        "notContainsUsername(undefined), x-policy-notcontainsusername-x, a better password",
        "notEmail(undefined), policy-notemail@example.org, a better password",
        "regexPattern(^[a-z ]+$), ABC123, a better password",
        "digits(3), no digits, 123 digits",
        "upperCase(2), no capitals, TWO Capitals",
        "lowerCase(2), NO SMALL, two small ones",
        "specialChars(1), nothingspecial, something special!"
    })
    void aPasswordThatAPolicyRefusesLetsHimInAndMakesHimChooseABetterOne(
            String policy, String password, String better) {
        String name = "policy-" + policy.substring(0, policy.indexOf('(')).toLowerCase(java.util.Locale.ROOT);
        addUser(name, password);
        withPolicy(policy, () -> {
            LoginPage login = realm.openLogin().signIn(name, password);

            assertThat(login.browser().title()).as(login.browser().text()).isEqualTo("Update password");
            login.choosePassword(better);
            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
            assertThat(realm.openLogin().signIn(name, better).isSignedIn()).isTrue();
        });
    }

    @Test
    void aPasswordOnADenylistLetsHimInAndMakesHimChooseABetterOne() throws IOException {
        Path lists = Files.createDirectories(server.home().resolve("data/password-blacklists"));
        Files.writeString(lists.resolve("of-the-tests.txt"), "letmein\n");
        addUser("denied", "letmein");
        withPolicy("passwordBlacklist(of-the-tests.txt)", () -> assertThat(
                        realm.openLogin().signIn("denied", "letmein").browser().title())
                .isEqualTo("Update password"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordHistory(3)",
                "passwordAge(2)",
                "forceExpiredPasswordChange(1)",
                "maxAuthAge(0)",
                "length(8) and notUsername(undefined) and passwordHistory(3) and forceExpiredPasswordChange(30)"
            })
    void aPolicyAboutTheCourseOfTimeBeginsWithTheImport(String policy) {
        String name = "policy" + Math.abs(policy.hashCode());
        addUser(name, "good enough a password");
        withPolicy(policy, () -> {
            assertThat(realm.openLogin().signIn(name, "good enough a password").isSignedIn())
                    .isTrue();
            assertThat(realm.openLogin().signIn(name, "good enough a password").isSignedIn())
                    .isTrue();
        });
    }

    @Test
    void theImportedPasswordCountsAsOneThatHeHasHad() {
        addUser("historian", "the legacy password");
        withPolicy("passwordHistory(3)", () -> {
            realm.openLogin().signIn("historian", "the legacy password");

            LoginPage first = loginWithRequiredUpdate("historian", "the legacy password");
            first.choosePassword("the legacy password");
            assertThat(first.errorText()).contains("must not be equal to any of last 3 passwords");
            first.choosePassword("the second password");
            assertThat(first.isSignedIn()).as(first.browser().text()).isTrue();

            LoginPage second = loginWithRequiredUpdate("historian", "the second password");
            second.choosePassword("the legacy password");
            assertThat(second.errorText()).contains("must not be equal to any of last 3 passwords");
        });
    }

    @Test
    void whereTheAdministratorKeepsWeakPasswordsNobodyIsAskedForAnother() {
        addUser("kept", "1234");
        realm.configure("weakPassword", "keep");
        try {
            withPolicy("length(8) and notUsername(undefined)", () -> {
                assertThat(realm.openLogin().signIn("kept", "1234").isSignedIn())
                        .isTrue();
                assertThat(realm.user("kept").orElseThrow().getRequiredActions())
                        .isEmpty();
                assertThat(realm.app().directGrant("kept", "1234").status()).isEqualTo(200);
            });
        } finally {
            realm.configure("weakPassword", "update-password");
        }
    }

    @Test
    void aDirectGrantIsAnsweredAsForAnyUserWhoHasToChooseAPassword() {
        addUser("granted", "1234");
        String local = realm.addUser("local", "local@example.org", "a password");
        UserRepresentation user = realm.admin().users().get(local).toRepresentation();
        user.setRequiredActions(List.of("UPDATE_PASSWORD"));
        realm.admin().users().get(local).update(user);
        withPolicy("length(8)", () -> {
            OidcClient.Answer migrated = realm.app().directGrant("granted", "1234");
            OidcClient.Answer locals = realm.app().directGrant("local", "a password");

            assertThat(migrated.errorDescription()).isEqualTo("Account is not fully set up");
            assertThat(migrated.status()).isEqualTo(locals.status());
            assertThat(migrated.body()).isEqualTo(locals.body());
            assertThat(realm.user("granted").orElseThrow().getRequiredActions()).containsExactly("UPDATE_PASSWORD");
        });
    }

    @ParameterizedTest
    @CsvSource({"'', argon2", "hashAlgorithm(pbkdf2-sha512) and hashIterations(1000), pbkdf2-sha512"})
    void thePasswordIsHashedAsTheRealmWantsIt(String policy, String algorithm) {
        String name = "hashed-" + algorithm;
        addUser(name, "a password to hash");
        withPolicy(policy, () -> {
            assertThat(realm.openLogin().signIn(name, "a password to hash").isSignedIn())
                    .isTrue();
            assertThat(tables.query("SELECT credential_data FROM credential WHERE user_id = '"
                            + realm.user(name).orElseThrow().getId() + "'"))
                    .singleElement()
                    .asString()
                    .contains("\"algorithm\":\"" + algorithm + "\"");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"  spaces around  ", "pässwörd ☃ 🦊", "e\u0301 is not \u00e9", "\"quotes' and \\ %00 &amp;"})
    void thePasswordStaysAsItWasToTheLastCharacter(String password) {
        String name = "literal" + Math.abs(password.hashCode());
        addUser(name, password);

        assertThat(realm.openLogin().signIn(name, password).isSignedIn()).isTrue();
        assertThat(realm.openLogin().signIn(name, password).isSignedIn()).isTrue();
        assertThat(realm.app().directGrant(name, password).status()).isEqualTo(200);
        assertThat(realm.openLogin().signIn(name, password.strip() + "x").isSignedIn())
                .isFalse();
        if (!password.strip().equals(password)) {
            assertThat(realm.openLogin().signIn(name, password.strip()).isSignedIn())
                    .isFalse();
        }
    }

    @Test
    void aPasswordThatHeChangesInTheLegacySystemAfterwardsCountsForNothing() {
        LegacyAccount late = addUser("late", "the first password");
        realm.openLogin().signIn("late", "the first password");
        legacy.execute("UPDATE users SET password = '"
                + late.withPassword("the second password").columns().get("password") + "' WHERE username = 'late'");

        assertThat(realm.openLogin().signIn("late", "the second password").errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.openLogin().signIn("late", "the first password").isSignedIn())
                .isTrue();
    }

    @Test
    void anExpiredPasswordHasToBeChangedEvenWhereWeakOnesAreKept() {
        addUser("expired-and-kept", "an old password");
        realm.configure("weakPassword", "keep");
        realm.configure(
                "loginScript", "async function login(query) { return { id: query.id, mustChangePassword: true }; }");
        try {
            assertThat(realm.openLogin()
                            .signIn("expired-and-kept", "an old password")
                            .browser()
                            .title())
                    .isEqualTo("Update password");
        } finally {
            realm.configure("loginScript", "");
            realm.configure("weakPassword", "update-password");
        }
    }

    @Test
    void aPasswordExpiredErrorLetsHimInAndMakesHimChooseANewOne() {
        addUser("expired", "an old password");
        realm.configure(
                "loginScript",
                "async function login(query) { throw new PasswordExpiredError('older than a year', "
                        + "{ id: query.id, username: 'expired', email: 'expired@example.org' }); }");
        try {
            LoginPage login = realm.openLogin().signIn("expired", "an old password");

            assertThat(login.browser().title()).isEqualTo("Update password");
            assertThat(login.browser().text()).doesNotContain("older than a year");
            login.choosePassword("a new password");
            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        } finally {
            realm.configure("loginScript", "");
        }
    }
}
