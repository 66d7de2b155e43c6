package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.UserRepresentation;

/** A phone number as login name, with the scripts that the provider comes with. */
@LazyMigrationTest
class PhoneNumberIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    PhoneNumberIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @ParameterizedTest
    @CsvSource({"ada, +44 20 7946 0001", "grace, 020-7946-0002", "mary, 13800138000"})
    void aPhoneNumberLetsHimInTheFirstTimeAndEverAfter(String username, String phone) {
        LegacyAccount account = LegacyAccount.named(username).withPhone(phone);
        legacy.addUser(account);

        LoginPage first = realm.openLogin().signIn(phone, account.password());

        assertThat(first.isSignedIn()).as(first.browser().text()).isTrue();
        UserRepresentation user = realm.user(username).orElseThrow();
        assertThat(first.tokens().subject()).isEqualTo(user.getId());
        assertThat(realm.openLogin()
                        .signIn(" " + phone + " ", account.password())
                        .tokens()
                        .subject())
                .isEqualTo(user.getId());
        assertThat(realm.app().directGrant(phone, account.password()).subject()).isEqualTo(user.getId());
        assertThat(realm.users())
                .filteredOn(found -> account.email().equals(found.getEmail()))
                .hasSize(1);
    }

    @Test
    void afterTheMigrationThePasswordInKeycloakCountsWhateverNameHeTypes() {
        LegacyAccount joan = LegacyAccount.named("joan").withPhone("+1 212 555 0123");
        legacy.addUser(joan);
        realm.openLogin().signIn("joan", joan.password());
        legacy.execute("UPDATE users SET password = '"
                + joan.withPassword("changed in legacy").columns().get("password") + "' WHERE username = 'joan'");

        assertThat(realm.openLogin()
                        .signIn("+1 212 555 0123", "changed in legacy")
                        .isSignedIn())
                .isFalse();
        assertThat(realm.openLogin().signIn("+1 212 555 0123", joan.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void aUserWhoHasNothingButAPhoneNumberHasItAsHisUserName() {
        LegacyAccount phoneOnly =
                LegacyAccount.named("phone-only").with("username", null).withPhone("+86 138 0013 8000");
        legacy.addUser(phoneOnly.withEmail(null));

        realm.openLogin().signIn("+86 138 0013 8000", phoneOnly.password());

        assertThat(realm.user("+86 138 0013 8000")).isPresent();
    }

    @Test
    void aScriptSeesThePhoneNumberBesideTheUserNameAndOnlyWhereThereIsOne() {
        realm.configure(
                "getUserScript",
                """
                async function getUser(query) {
                  const asked = Object.keys(query).sort().map(key => key + '=' + query[key]).join();
                  return { id: asked.length, username: 'seen', email: asked.includes('phone') ? 'phone@example.org'
                      : 'none@example.org' };
                }""");
        realm.configure(
                "loginScript",
                "async function login(query) { return { id: query.id, username: 'seen', "
                        + "nickname: Object.keys(query).sort().map(key => key + '=' + query[key]).join('; ') }; }");
        try {
            realm.openLogin().signIn("020 7946 0003", "any password");

            assertThat(realm.user("seen").orElseThrow().getEmail()).isEqualTo("phone@example.org");
            assertThat(tables.query("SELECT value FROM user_attribute WHERE name = 'nickname' AND user_id = '"
                            + realm.user("seen").orElseThrow().getId() + "'"))
                    .containsExactly(List.of("id=42; phone=020 7946 0003; username=020 7946 0003"));
        } finally {
            realm.configure("getUserScript", "");
            realm.configure("loginScript", "");
        }
    }
}
