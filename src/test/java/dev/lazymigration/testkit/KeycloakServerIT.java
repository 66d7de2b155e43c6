package dev.lazymigration.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

/** The kit itself, on a realm without our provider: what it says must be true before it is used to judge the JAR. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class KeycloakServerIT {

    private static String ada;

    @BeforeAll
    static void addLocalUser(TestRealm realm) {
        ada = realm.addUser("ada", "ada@example.org", "analytical engine");
    }

    @Nested
    class InTheBrowser {

        @Test
        void aLocalUserLogsIn(TestRealm realm) {
            LoginPage login = realm.openLogin().signIn("ada", "analytical engine");

            assertThat(login.isSignedIn()).isTrue();
            OidcClient.Answer tokens = login.tokens();
            assertThat(tokens.subject()).isEqualTo(ada);
            assertThat(realm.app().userInfo(tokens).body().path("email").asText())
                    .isEqualTo("ada@example.org");
        }

        @Test
        void aWrongPasswordIsRefused(TestRealm realm) {
            LoginPage login = realm.openLogin().signIn("ada", "wrong");

            assertThat(login.isSignedIn()).isFalse();
            assertThat(login.errorText()).isEqualTo("Invalid username or password.");
            assertThat(realm.eventTypes()).contains("LOGIN_ERROR");
        }

        @Test
        void theSessionOutlivesThePage(TestRealm realm, Browser browser) {
            realm.app().openLogin(browser).signIn("ada", "analytical engine");

            browser.open(realm.app().authorizationUri());
            assertThat(realm.app().isSignedIn(browser)).as("at once").isTrue();

            browser.forgetCookies().open(realm.app().authorizationUri());
            assertThat(browser.title()).isEqualTo("Sign in to your account");
        }

        @Test
        void aTakenUsernameIsNamedAtTheField(TestRealm realm) {
            LoginPage login = realm.openLogin().register("ada", "other@example.org", "analytical engine");

            assertThat(login.errorText()).isEqualTo("Username already exists.");
        }

        @Test
        void aNewUserRegisters(TestRealm realm) {
            LoginPage login = realm.openLogin().register("grace", "grace@example.org", "nanosecond");

            assertThat(login.isSignedIn()).isTrue();
            assertThat(realm.user("grace")).map(UserRepresentation::getEmail).hasValue("grace@example.org");
            realm.deleteUser(realm.user("grace").orElseThrow().getId());
            assertThat(realm.users())
                    .extracting(UserRepresentation::getUsername)
                    .doesNotContain("grace");
        }

        @Test
        void aForgottenPasswordIsReplacedByMail(TestRealm realm, Mailbox mailbox) {
            realm.addUser("joan", "joan@example.org", "forgotten");
            LoginPage login = realm.openLogin().forgetPassword("joan@example.org");
            assertThat(login.browser().messageText()).contains("You should receive an email shortly");

            login.browser().open(mailbox.lastLinkTo("joan@example.org"));
            login.choosePassword("remembered");

            assertThat(login.isSignedIn()).isTrue();
            assertThat(realm.app().directGrant("joan", "remembered").status()).isEqualTo(200);
        }

        @Test
        void theAccountConsoleKnowsWhoIsThere(TestRealm realm, Browser browser) {
            OidcClient account = realm.accountConsole();
            OidcClient.Answer tokens = account.openLogin(browser)
                    .signIn("ada", "analytical engine")
                    .tokens();

            assertThat(account.account(tokens).body().path("username").asText()).isEqualTo("ada");
        }

        @Test
        void anUnknownFieldIsAMistakeOfTheTest(TestRealm realm) {
            Browser browser = realm.openLogin().browser();

            assertThatThrownBy(() -> browser.submit(Map.of("pin", "1234"))).hasMessageContaining("No field pin");
        }
    }

    @Nested
    class WithoutABrowser {

        @Test
        void tokensAreGrantedRefreshedAndEnded(TestRealm realm) {
            OidcClient.Answer granted = realm.app().directGrant("ada@example.org", "analytical engine");
            OidcClient.Answer refreshed = realm.app().refresh(granted);

            assertThat(refreshed.subject()).isEqualTo(ada);
            assertThat(realm.app().logout(refreshed).status()).isEqualTo(204);
            assertThat(realm.app().refresh(refreshed).error()).isEqualTo("invalid_grant");
        }

        @Test
        void aWrongPasswordIsAnInvalidGrant(TestRealm realm) {
            OidcClient.Answer answer = realm.app().directGrant("ada", "wrong");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_grant");
        }
    }

    @Nested
    class InKeycloaksTables {

        @Test
        void loggingInAndFailingToWritesNothing(TestRealm realm, KeycloakTables tables) {
            KeycloakTables.Snapshot before = tables.snapshot();

            realm.openLogin().signIn("ada", "analytical engine").tokens();
            realm.openLogin().signIn("ada", "wrong");
            realm.openLogin().signIn("nobody", "wrong");
            realm.openLogin().forgetPassword("nobody");
            realm.app().logout(realm.app().directGrant("ada", "analytical engine"));
            realm.app().directGrant("nobody", "wrong");

            tables.assertNothingWrittenSince(before);
        }

        @Test
        void aNewUserIsNoticed(TestRealm realm, KeycloakTables tables) {
            KeycloakTables.Snapshot before = tables.snapshot();

            realm.addUser("barbara", "barbara@example.org", "abstraction");

            assertThatThrownBy(() -> tables.assertNothingWrittenSince(before))
                    .hasMessageContaining("user_entity")
                    .hasMessageContaining("credential");
        }

        @Test
        void federatedStorageIsAmongThem(KeycloakTables tables) {
            assertThat(tables.snapshot().tables())
                    .containsKeys(
                            "federated_user",
                            "fed_user_attribute",
                            "fed_user_credential",
                            "fed_user_group_membership",
                            "fed_user_required_action",
                            "fed_user_role_mapping",
                            "broker_link",
                            "federated_identity",
                            "user_entity",
                            "component_config");
        }
    }
}
