package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

@LazyMigrationTest
class RegistrationIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    RegistrationIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @Test
    void theEmailAddressOfALegacyUserIsTaken() {
        legacy.addUser(LegacyAccount.named("ada"));
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage page = realm.openLogin().register("someone-else", "ada@example.org", "a password");

        assertThat(page.errorText()).isEqualTo("Email already exists.");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void theUserNameOfALegacyUserIsTaken() {
        legacy.addUser(LegacyAccount.named("grace"));
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage page = realm.openLogin().register("Grace", "someone-else@example.org", "a password");

        assertThat(page.errorText()).isEqualTo("Username already exists.");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void whoeverIsInNeitherSystemSignsUpAsEver() {
        LoginPage page = realm.openLogin().register("newcomer", "newcomer@example.org", "a password");

        assertThat(page.isSignedIn()).as(page.browser().text()).isTrue();
        assertThat(realm.user("newcomer")).isPresent();
        assertThat(tables.query("SELECT * FROM lazy_migration_record WHERE user_id = '"
                        + realm.user("newcomer").orElseThrow().getId() + "'"))
                .isEmpty();
    }

    @Test
    void nobodySignsUpWhileTheLegacySystemCannotBeAsked() {
        KeycloakTables.Snapshot before = tables.snapshot();
        legacy.stop();
        try {
            LoginPage page = realm.openLogin().register("impatient", "impatient@example.org", "a password");

            assertThat(page.browser().status()).isEqualTo(503);
            assertThat(page.browser().text())
                    .contains("We can't check your account right now. Please try again in a few minutes.");
            tables.assertNothingWrittenSince(before);
        } finally {
            legacy.start();
        }
    }
}
