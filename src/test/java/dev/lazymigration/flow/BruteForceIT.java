package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

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

    private void setPermanentLockout(boolean permanent) {
        realm.change(settings -> {
            settings.setPermanentLockout(permanent);
            settings.setMaxTemporaryLockouts(0);
        });
    }

    @Test
    void aPendingUserIsLockedOutAfterTooManyWrongPasswordsAndTheLegacySystemIsNotAskedAnyMore() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);
        KeycloakTables.Snapshot before = tables.snapshot();
        int callsBefore = legacy.callCount();

        LoginPage login = realm.openLogin();
        for (int attempt = 1; attempt <= 3; attempt++) {
            login.signIn("ada", "guess " + attempt);
        }
        Events.await(realm, "USER_DISABLED_BY_TEMPORARY_LOCKOUT");

        LoginPage locked = realm.openLogin().signIn("ada", ada.password());
        assertThat(locked.isSignedIn()).isFalse();
        assertThat(locked.errorText()).isEqualTo("Invalid username or password.");
        assertThat(legacy.callCount() - callsBefore)
                .as("a look-up and a proof for each guess, a look-up for the last attempt")
                .isEqualTo(7);
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aPermanentLockOutHoldsForAPendingUserAndIsGoneWhenAnAdministratorLiftsIt() {
        LegacyAccount grace = LegacyAccount.named("grace");
        long legacyId = legacy.addUser(grace);
        String pendingId = "f:" + realm.provider().getId() + ":" + legacyId;
        setPermanentLockout(true);
        try {
            LoginPage login = realm.openLogin();
            for (int attempt = 1; attempt <= 3; attempt++) {
                login.signIn("grace", "guess " + attempt);
            }
            Events.await(realm, "USER_DISABLED_BY_PERMANENT_LOCKOUT");

            assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                    .isFalse();
            assertThat(realm.user("grace")).isEmpty();

            UserRepresentation pending = realm.admin().users().get(pendingId).toRepresentation();
            assertThat(pending.isEnabled()).isFalse();
            pending.setEnabled(true);
            realm.admin().users().get(pendingId).update(pending);

            LoginPage again = realm.openLogin().signIn("grace", grace.password());
            assertThat(again.isSignedIn()).as(again.browser().text()).isTrue();
            assertThat(tables.query("SELECT name FROM fed_user_attribute WHERE user_id = '" + pendingId + "'"))
                    .as("what was kept for him while he was pending")
                    .isEmpty();
        } finally {
            setPermanentLockout(false);
        }
    }
}
