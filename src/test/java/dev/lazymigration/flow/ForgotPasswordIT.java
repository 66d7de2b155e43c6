package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LazyMigrationTest
class ForgotPasswordIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;

    ForgotPasswordIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-name", "by-mail@example.org"})
    void aUserWhoForgotHisPasswordBeforeHisFirstLoginChoosesANewOneAndLogsInWithIt(String typed) {
        String username = typed.split("@")[0];
        LegacyAccount account = LegacyAccount.named(username);
        legacy.addUser(account);

        LoginPage login = realm.openLogin().forgetPassword(typed);
        login.browser().open(mailbox.lastLinkTo(account.email()));
        login.choosePassword("a new password");

        // Keycloak's reset flow makes users of a federated storage log in again ("force-login: only-federated").
        assertThat(login.browser().text()).contains("Your account has been updated.");
        assertThat(realm.openLogin().signIn(username, "a new password").isSignedIn())
                .isTrue();
        assertThat(tables.query("SELECT method FROM lazy_migration_record WHERE user_id = '"
                        + realm.user(username).orElseThrow().getId() + "'"))
                .containsExactly(List.of("RESET"));
        assertThat(realm.openLogin().signIn(username, account.password()).isSignedIn())
                .as("the legacy password is history")
                .isFalse();
    }

    @Test
    void theLinkMayBeOpenedInAnotherBrowser() {
        LegacyAccount account = LegacyAccount.named("other-browser");
        legacy.addUser(account);
        realm.openLogin().forgetPassword("other-browser");

        Browser other = new Browser().open(mailbox.lastLinkTo(account.email()));
        if (other.page().selectFirst("#kc-passwd-update-form") == null) {
            other.clickLink("Click here to proceed");
        }
        other.submit("#kc-passwd-update-form", Map.of("password-new", "a new one", "password-confirm", "a new one"));

        assertThat(realm.openLogin().signIn("other-browser", "a new one").isSignedIn())
                .isTrue();
    }

    @Test
    void aResetThatIsAbandonedAtAnyStepLeavesNothingBehind() {
        LegacyAccount account =
                LegacyAccount.named("abandons").with("email_verified", false).with("given_name", null);
        legacy.addUser(account);
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().forgetPassword("abandons");
        tables.assertNothingWrittenSince(before);

        login.browser().open(mailbox.lastLinkTo(account.email()));
        assertThat(login.browser().shows("#kc-passwd-update-form")).isTrue();
        tables.assertNothingWrittenSince(before);

        assertThat(realm.openLogin()
                        .signIn("abandons", account.password())
                        .browser()
                        .status())
                .as("the legacy password still works")
                .isLessThan(400);
        assertThat(realm.user("abandons")).isPresent();
    }

    @Test
    void aNewPasswordThatTheRealmRefusesImportsNobody() {
        LegacyAccount account = LegacyAccount.named("tooshort");
        legacy.addUser(account);
        realm.change(settings -> settings.setPasswordPolicy("length(12)"));
        try {
            KeycloakTables.Snapshot before = tables.snapshot();
            LoginPage login = realm.openLogin().forgetPassword("tooshort");
            login.browser().open(mailbox.lastLinkTo(account.email()));

            login.choosePassword("short");

            assertThat(login.errorText()).contains("minimum length 12");
            tables.assertNothingWrittenSince(before);

            login.choosePassword("long enough now");
            assertThat(realm.openLogin().signIn("tooshort", "long enough now").isSignedIn())
                    .isTrue();
        } finally {
            realm.change(settings -> settings.setPasswordPolicy(""));
        }
    }

    @Test
    void aUserWhomTheLegacySystemHasBlockedGetsNoLink() {
        LegacyAccount blocked = LegacyAccount.named("blocked");
        legacy.addUser(blocked);
        realm.configure(
                "getUserScript",
                "async function getUser() { return { id: 77, username: 'blocked', email: 'blocked@example.org', "
                        + "blocked: true }; }");
        try {
            KeycloakTables.Snapshot before = tables.snapshot();

            LoginPage login = realm.openLogin().forgetPassword("blocked");

            assertThat(login.browser().messageText()).contains("You should receive an email shortly");
            assertThat(mailbox.countTo("blocked@example.org")).isZero();
            tables.assertNothingWrittenSince(before);
        } finally {
            realm.configure("getUserScript", "");
        }
    }

    @Test
    void aNewPasswordForAUserWhoseEmailAddressWasTakenMeanwhileImportsNobodyAndSaysSo() {
        LegacyAccount late = LegacyAccount.named("late-for-reset").withEmail("contested@example.org");
        legacy.addUser(late);
        LoginPage login = realm.openLogin().forgetPassword("late-for-reset");
        String link = mailbox.lastLinkTo("contested@example.org");
        legacy.execute("UPDATE users SET username = 'away', email = 'away@example.org' WHERE username = '"
                + late.username() + "'");
        realm.addUser("late-for-reset", "other@example.org", "a password");
        legacy.execute("UPDATE users SET username = 'late-for-reset', email = 'contested@example.org' "
                + "WHERE username = 'away'");
        KeycloakTables.Snapshot before = tables.snapshot();

        login.browser().open(link);
        login.choosePassword("a new password");

        assertThat(login.browser().text()).contains("We can't sign you in with this account.");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void nobodyLearnsWhetherAUserExists() {
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().forgetPassword("nobody");

        assertThat(login.browser().messageText()).contains("You should receive an email shortly");
        tables.assertNothingWrittenSince(before);
    }
}
