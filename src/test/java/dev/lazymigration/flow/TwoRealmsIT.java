package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

@LazyMigrationTest
class TwoRealmsIT {

    @Test
    void twoRealmsWithDifferentDatabasesNeverSeeEachOthersUsers(
            KeycloakServer server, TestRealm first, LegacyDatabase firstLegacy) {
        try (Postgres postgres = Postgres.launch()) {
            LegacyDatabase secondLegacy = LegacyDatabase.on(postgres);
            TestRealm second =
                    TestRealm.named("second-of-two").with(secondLegacy).create(server);
            LegacyAccount inFirst = LegacyAccount.named("ada").withPassword("first");
            LegacyAccount inSecond = LegacyAccount.named("ada").withPassword("second");
            LegacyAccount onlyInSecond = LegacyAccount.named("grace");
            long firstId = firstLegacy.addUser(inFirst);
            long secondId = secondLegacy.addUser(inSecond);
            assertThat(firstId).as("the same legacy id in both").isEqualTo(secondId);
            secondLegacy.addUser(onlyInSecond);

            assertThat(first.openLogin().signIn("ada", "second").isSignedIn()).isFalse();
            assertThat(first.openLogin().signIn("ada", "first").isSignedIn()).isTrue();
            assertThat(second.openLogin().signIn("ada", "second").isSignedIn()).isTrue();
            assertThat(first.openLogin()
                            .signIn("grace", onlyInSecond.password())
                            .isSignedIn())
                    .isFalse();
            assertThat(second.openLogin()
                            .signIn("grace", onlyInSecond.password())
                            .isSignedIn())
                    .isTrue();
            assertThat(first.users()).hasSize(1);
            assertThat(second.users()).hasSize(2);
            second.remove();
        }
    }
}
