package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@LazyMigrationTest(realm = BruteForceIT.Protected.class)
class BruteForceIT {

    static final class Protected implements RealmConfig {
        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm.with(legacy).bruteForceProtected(3);
        }
    }

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    BruteForceIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    /** Keycloak counts failures in a thread of its own: an attempt counts once its event is there. */
    private void awaitEvent(String type) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!realm.eventTypes().contains(type)) {
            assertThat(System.nanoTime())
                    .as("%s among %s", type, realm.eventTypes())
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void aPendingUserIsLockedOutAfterTooManyWrongPasswordsAndTheLegacySystemIsNotAskedAnyMore() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin();
        for (int attempt = 1; attempt <= 3; attempt++) {
            login.signIn("ada", "guess " + attempt);
        }
        awaitEvent("USER_DISABLED_BY_TEMPORARY_LOCKOUT");

        LoginPage locked = realm.openLogin().signIn("ada", ada.password());
        assertThat(locked.isSignedIn()).isFalse();
        assertThat(locked.errorText()).isEqualTo("Invalid username or password.");
        assertThat(legacy.statements())
                .as("a look-up and a proof for each guess, a look-up for the last attempt")
                .hasSize(7);
        tables.assertNothingWrittenSince(before);
    }
}
