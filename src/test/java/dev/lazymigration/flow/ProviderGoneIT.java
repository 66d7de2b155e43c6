package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

@LazyMigrationTest(realm = dev.lazymigration.testkit.RealmConfig.WithoutProvider.class)
class ProviderGoneIT {

    private final KeycloakServer server;
    private final LegacyDatabase legacy;

    ProviderGoneIT(KeycloakServer server, LegacyDatabase legacy) {
        this.server = server;
        this.legacy = legacy;
    }

    @Test
    void aMigratedUserLogsInAfterTheProviderIsDisabledAndTheOthersAreUnknown() {
        TestRealm realm = TestRealm.named("provider-disabled").with(legacy).create(server);
        LegacyAccount ada = LegacyAccount.named("ada");
        LegacyAccount late = LegacyAccount.named("late-ada");
        legacy.addUser(ada);
        legacy.addUser(late);
        realm.openLogin().signIn("ada", ada.password());

        realm.disableProvider();

        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        assertThat(realm.user("ada").orElseThrow().isEnabled()).isTrue();
        assertThat(realm.openLogin().signIn("late-ada", late.password()).errorText())
                .isEqualTo("Invalid username or password.");
    }

    @Test
    void aMigratedUserLogsInAfterTheProviderIsDeleted() {
        TestRealm realm = TestRealm.named("provider-deleted").with(legacy).create(server);
        LegacyAccount grace = LegacyAccount.named("grace");
        legacy.addUser(grace);
        realm.openLogin().signIn("grace", grace.password());
        String id = realm.user("grace").orElseThrow().getId();

        realm.deleteProvider();

        assertThat(realm.user("grace").orElseThrow().getId()).isEqualTo(id);
        assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                .isTrue();
    }
}
