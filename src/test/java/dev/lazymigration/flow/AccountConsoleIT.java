package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

/** The account console is a page of JavaScript; here are the login it starts and the request it makes then. */
@LazyMigrationTest
class AccountConsoleIT {

    @Test
    void aFirstLoginIntoTheAccountConsoleShowsTheUserHisProfile(
            TestRealm realm, LegacyDatabase legacy, Browser browser) {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);
        OidcClient console = realm.accountConsole();

        LoginPage login = console.openLogin(browser).signIn("ada", ada.password());
        OidcClient.Answer profile = console.account(console.tokens(login.browser()));

        assertThat(profile.status()).as(profile.body().toString()).isEqualTo(200);
        assertThat(profile.body().path("username").asText()).isEqualTo("ada");
        assertThat(profile.body().path("email").asText()).isEqualTo("ada@example.org");
        assertThat(profile.body().path("firstName").asText()).isEqualTo("Ada");
    }
}
