package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The settings of a realm that say what a user is called. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class RealmSettingsIT {

    private final KeycloakServer server;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    RealmSettingsIT(KeycloakServer server, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.legacy = legacy;
        this.tables = tables;
    }

    private TestRealm realm(String name, Consumer<RealmRepresentation> settings) {
        return new RealmConfig.WithDetails()
                .configure(TestRealm.named("settings-" + name), legacy)
                .realm(settings)
                .create(server);
    }

    private LegacyAccount addUser(LegacyAccount account) {
        legacy.addUser(account);
        return account;
    }

    @Test
    void whereTheAddressIsTheUserNameALegacyUserIsCalledByIt() {
        TestRealm realm = realm("email-as-username", settings -> settings.setRegistrationEmailAsUsername(true));
        LegacyAccount ada = addUser(LegacyAccount.named("ada"));

        LoginPage login = realm.openLogin().signIn("Ada@Example.org", ada.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        UserRepresentation user = realm.user("ada@example.org").orElseThrow();
        assertThat(login.tokens().subject()).isEqualTo(user.getId());
        assertThat(realm.openLogin().signIn("ada", ada.password()).tokens().subject())
                .as("his legacy user name leads to him too")
                .isEqualTo(user.getId());
        assertThat(realm.users()).hasSize(1);
    }

    @Test
    void whereTheAddressIsTheUserNameTheFirstLoginMayBeByTheLegacyUserName() {
        TestRealm realm = realm("email-as-username-2", settings -> settings.setRegistrationEmailAsUsername(true));
        LegacyAccount grace = addUser(LegacyAccount.named("grace"));

        assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                .isTrue();

        assertThat(realm.users()).singleElement().satisfies(user -> assertThat(user.getUsername())
                .isEqualTo("grace@example.org"));
    }

    @Test
    void whereTheAddressIsTheUserNameASignUpWithALegacyAddressIsRefused() {
        TestRealm realm = realm("email-as-username-3", settings -> settings.setRegistrationEmailAsUsername(true));
        addUser(LegacyAccount.named("mary"));
        KeycloakTables.Snapshot before = tables.snapshot();
        LoginPage page = realm.openLogin();

        page.browser().clickLink("Register");
        page.browser()
                .submit(
                        "#kc-register-form",
                        Map.of(
                                "email", "mary@example.org",
                                "firstName", "Some",
                                "lastName", "Body",
                                "password", "a password",
                                "password-confirm", "a password"));

        assertThat(page.errorText()).contains("Email already exists.");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void whereOneAddressMayBelongToSeveralUsersItIsNoCollision() {
        TestRealm realm = realm("duplicate-emails", settings -> {
            settings.setDuplicateEmailsAllowed(true);
            settings.setLoginWithEmailAllowed(false);
        });
        realm.addUser("mother", "family@example.org", "a password");
        LegacyAccount daughter =
                addUser(LegacyAccount.named("daughter").withDetails("{\"email\": \"family@example.org\"}"));
        LegacyAccount son = addUser(LegacyAccount.named("son").withDetails("{\"email\": \"family@example.org\"}"));

        for (LegacyAccount child : new LegacyAccount[] {daughter, son}) {
            LoginPage login = realm.openLogin().signIn(child.username(), child.password());
            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
            assertThat(realm.openLogin()
                            .signIn(child.username(), child.password())
                            .isSignedIn())
                    .isTrue();
        }
        assertThat(realm.users()).hasSize(3).allSatisfy(user -> assertThat(user.getEmail())
                .isEqualTo("family@example.org"));
    }

    @Test
    void whereOneMayNotLogInByAddressALegacyAddressLeadsToNobody() {
        TestRealm realm = realm("no-login-with-email", settings -> settings.setLoginWithEmailAllowed(false));
        LegacyAccount joan = addUser(LegacyAccount.named("joan"));
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin().signIn("joan@example.org", joan.password()).errorText())
                .isEqualTo("Invalid username or password.");
        tables.assertNothingWrittenSince(before);

        assertThat(realm.openLogin().signIn("joan", joan.password()).isSignedIn())
                .isTrue();
        assertThat(realm.openLogin().signIn("joan@example.org", joan.password()).errorText())
                .isEqualTo("Invalid username or password.");
    }

    @Test
    void whereOneMayNotLogInByAddressAUserWhoHasNoOtherNameStillCan() {
        TestRealm realm = realm("no-login-with-email-2", settings -> settings.setLoginWithEmailAllowed(false));
        LegacyAccount nameless = addUser(LegacyAccount.named("nameless").with("username", null));

        LoginPage first = realm.openLogin().signIn("Nameless@Example.org", nameless.password());

        assertThat(first.isSignedIn()).as(first.browser().text()).isTrue();
        assertThat(realm.openLogin()
                        .signIn("nameless@example.org", nameless.password())
                        .tokens()
                        .subject())
                .isEqualTo(realm.user("nameless@example.org").orElseThrow().getId());
    }

    @Test
    void whereAUserNameCannotBeEditedTheImportStillGivesOne() {
        TestRealm realm = realm("edit-username", settings -> settings.setEditUsernameAllowed(false));
        LegacyAccount hedy = addUser(LegacyAccount.named("hedy").with("username", "Hedy"));

        assertThat(realm.openLogin().signIn("HEDY", hedy.password()).isSignedIn())
                .isTrue();
        assertThat(realm.user("hedy")).isPresent();
    }
}
