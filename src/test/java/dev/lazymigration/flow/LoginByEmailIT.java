package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

@LazyMigrationTest
class LoginByEmailIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;

    LoginByEmailIT(TestRealm realm, LegacyDatabase legacy) {
        this.realm = realm;
        this.legacy = legacy;
    }

    @Test
    void theEmailAddressIsAsGoodAsTheUserName() {
        LegacyAccount ada = LegacyAccount.named("ada").withEmail("Ada.Lovelace@Example.org");
        legacy.addUser(ada);

        LoginPage login = realm.openLogin().signIn("ada.lovelace@example.org", ada.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(realm.user("ada").orElseThrow().getEmail()).isEqualTo("ada.lovelace@example.org");
        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        assertThat(realm.openLogin()
                        .signIn("ADA.LOVELACE@EXAMPLE.ORG", ada.password())
                        .isSignedIn())
                .isTrue();
        assertThat(realm.users())
                .filteredOn(user -> "ada.lovelace@example.org".equals(user.getEmail()))
                .hasSize(1);
    }

    @Test
    void aUserWhoHasOnlyAnEmailAddressHasItAsHisUserName() {
        LegacyAccount grace = LegacyAccount.named("grace").with("username", null);
        legacy.addUser(grace);

        LoginPage login = realm.openLogin().signIn("grace@example.org", grace.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(realm.user("grace@example.org")).isPresent();
    }

    @Test
    void anAddressLeadsToItsOwnerAndNotToWhoeverHasItForAUserName() {
        LegacyAccount owner = LegacyAccount.named("owner");
        LegacyAccount namesake = LegacyAccount.named("namesake").with("username", owner.email());
        legacy.addUser(namesake);
        legacy.addUser(owner);

        assertThat(realm.openLogin().signIn(owner.email(), namesake.password()).errorText())
                .isEqualTo("Invalid username or password.");
        LoginPage login = realm.openLogin().signIn(owner.email(), owner.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(realm.user("owner").orElseThrow().getEmail()).isEqualTo(owner.email());
    }
}
