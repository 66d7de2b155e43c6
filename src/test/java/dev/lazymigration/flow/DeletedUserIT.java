package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

@LazyMigrationTest
class DeletedUserIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    DeletedUserIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @Test
    void aMigratedUserWhomAnAdministratorDeletesDoesNotComeBackByHisNextLogin() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);
        realm.openLogin().signIn("ada", ada.password());
        realm.deleteUser(realm.user("ada").orElseThrow().getId());
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin().signIn("ada", ada.password()).errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.app().directGrant("ada@example.org", ada.password()).error())
                .isEqualTo("invalid_grant");

        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anAdministratorCanCreateADeletedUserAnew() {
        LegacyAccount grace = LegacyAccount.named("grace");
        legacy.addUser(grace);
        realm.openLogin().signIn("grace", grace.password());
        realm.deleteUser(realm.user("grace").orElseThrow().getId());

        String created = realm.addUser("grace", "grace@example.org", "a password of her own");

        assertThat(realm.openLogin()
                        .signIn("grace", "a password of her own")
                        .tokens()
                        .subject())
                .isEqualTo(created);
    }
}
