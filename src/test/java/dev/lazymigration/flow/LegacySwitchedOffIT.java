package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

@LazyMigrationTest
class LegacySwitchedOffIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;

    LegacySwitchedOffIT(TestRealm realm, LegacyDatabase legacy) {
        this.realm = realm;
        this.legacy = legacy;
    }

    @Test
    void aMigratedUserCostsTheLegacyDatabaseNoCallWhateverHeTypes() {
        // The e-mail address as the user name, and another one as the e-mail address: the case that is easy to miss.
        LegacyAccount ada =
                LegacyAccount.named("ada").with("username", "old@example.org").withEmail("new@example.org");
        legacy.addUser(ada);
        assertThat(realm.openLogin().signIn("old@example.org", ada.password()).isSignedIn())
                .isTrue();
        assertThat(legacy.callCount()).as("the first login asks").isPositive();
        int callsOfTheFirstLogin = legacy.callCount();

        assertThat(realm.openLogin().signIn("old@example.org", ada.password()).isSignedIn())
                .isTrue();
        assertThat(realm.openLogin().signIn("new@example.org", ada.password()).isSignedIn())
                .isTrue();
        assertThat(realm.openLogin()
                        .signIn("NEW@example.org", "a wrong password")
                        .isSignedIn())
                .isFalse();
        Answer tokens = realm.app().directGrant("old@example.org", ada.password());
        assertThat(realm.app().refresh(tokens).status()).isEqualTo(200);

        assertThat(legacy.callCount()).isEqualTo(callsOfTheFirstLogin);
    }

    @Test
    void aFirstLoginCostsOneLookUpAndOneProof() {
        LegacyAccount grace = LegacyAccount.named("grace");
        legacy.addUser(grace);
        int before = legacy.callCount();

        realm.openLogin().signIn("grace", grace.password());

        assertThat(legacy.callCount() - before).isEqualTo(2);
    }

    @Test
    void migratedUsersLogInWhileTheLegacyDatabaseIsStoppedAndTheOthersAreToldToTryAgain() {
        LegacyAccount mary = LegacyAccount.named("mary");
        LegacyAccount late = LegacyAccount.named("late");
        legacy.addUser(mary);
        legacy.addUser(late);
        Answer tokens = realm.openLogin().signIn("mary", mary.password()).tokens();

        legacy.stop();
        try {
            Answer refreshed = realm.app().refresh(tokens);
            assertThat(refreshed.status()).isEqualTo(200);
            assertThat(realm.app().userInfo(refreshed).body().path("email").asText())
                    .isEqualTo("mary@example.org");
            assertThat(realm.openLogin().signIn("mary", mary.password()).isSignedIn())
                    .isTrue();

            LoginPage login = realm.openLogin().signIn("late", late.password());
            assertThat(login.browser().status()).isEqualTo(503);
            assertThat(login.browser().text())
                    .contains("We can't check your account right now. Please try again in a few minutes.")
                    .doesNotContain("Invalid username or password");
        } finally {
            legacy.start();
        }

        assertThat(realm.openLogin().signIn("late", late.password()).isSignedIn())
                .as("after the legacy database is back")
                .isTrue();
    }
}
