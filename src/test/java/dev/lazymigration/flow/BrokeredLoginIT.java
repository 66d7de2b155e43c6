package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.IdentityProvider;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/** The first login by an identity provider of somebody who is in the legacy system and not in Keycloak yet. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokeredLoginIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;
    private IdentityProvider partner;

    BrokeredLoginIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    @BeforeAll
    void anIdentityProvider() {
        partner = IdentityProvider.of(realm, "partner");
    }

    @BeforeEach
    void keycloaksOwnFlow() {
        partner.confirmByMail();
    }

    private static LoginPage wantToBeLinked(LoginPage login) {
        assertThat(login.browser().text()).contains("Account already exists");
        login.browser().submit("#kc-register-form", Map.of("submitAction", "linkAccount"));
        return login;
    }

    private UserRepresentation imported(String username) {
        return realm.user(username).orElseThrow(() -> new AssertionError(username + " was not imported"));
    }

    private String method(UserRepresentation user) {
        return tables.query("SELECT method FROM lazy_migration_record WHERE user_id = '" + user.getId() + "'")
                .get(0)
                .get(0);
    }

    @Test
    void aPendingUserWhoConfirmsByHisLegacyPasswordIsImportedAndLinked() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);
        String there = partner.knows("ada-there", "ada@example.org");
        partner.confirmByPassword();

        LoginPage login = wantToBeLinked(partner.signIn("ada-there"));
        login.browser().submit("#kc-form-login", Map.of("password", ada.password()));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        UserRepresentation user = imported("ada");
        assertThat(login.tokens().subject()).isEqualTo(user.getId());
        assertThat(partner.linksOf(user.getId())).containsExactly(there);
        assertThat(method(user)).isEqualTo("LOGIN");
        assertThat(partner.signIn("ada-there").tokens().subject())
                .as("his next login by the identity provider")
                .isEqualTo(user.getId());
        assertThat(realm.openLogin().signIn("ada", ada.password()).tokens().subject())
                .isEqualTo(user.getId());
    }

    @Test
    void aUserWhoConfirmsByHisPasswordIsLinkedEvenIfTheLegacySystemKnowsHimThere() {
        String there = partner.knows("joan-there", "joan@example.org");
        LegacyAccount joan = LegacyAccount.named("joan")
                .withDetails(
                        """
                {"username": "joan", "identities": [{"provider": "partner", "user_id": "%s"}]}"""
                                .formatted(there));
        legacy.addUser(joan);
        partner.confirmByPassword();

        LoginPage login = wantToBeLinked(partner.signIn("joan-there"));
        login.browser().submit("#kc-form-login", Map.of("password", joan.password()));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(partner.linksOf(imported("joan").getId())).containsExactly(there);
    }

    @Test
    void aUserWhoLoggedInByHisPasswordBeforeIsKnownByHisIdentityWithoutAnyQuestion() {
        String there = partner.knows("early-there", "another-address@example.org");
        LegacyAccount early = LegacyAccount.named("early")
                .withDetails(
                        """
                {"username": "early", "identities": [{"provider": "partner", "user_id": "%s"}]}"""
                                .formatted(there));
        legacy.addUser(early);
        String id = realm.openLogin().signIn("early", early.password()).tokens().subject();

        assertThat(partner.signIn("early-there").tokens().subject()).isEqualTo(id);
    }

    @Test
    void aPendingUserWhoConfirmsByALinkInAMailIsImportedAndLinkedWithHisAddressVerified() {
        LegacyAccount grace = LegacyAccount.named("grace")
                .with("email_verified", false)
                .withDetails("{\"username\": \"grace\", \"gender\": \"F\"}");
        legacy.addUser(grace);
        String there = partner.knows("grace-there", "grace@example.org");

        LoginPage login = wantToBeLinked(partner.signIn("grace-there"));
        login.browser().open(mailbox.lastLinkTo("grace@example.org"));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        UserRepresentation user = imported("grace");
        Answer tokens = login.tokens();
        assertThat(tokens.subject()).isEqualTo(user.getId());
        assertThat(realm.app().refresh(tokens).subject()).isEqualTo(user.getId());
        assertThat(partner.linksOf(user.getId())).containsExactly(there);
        assertThat(user.isEmailVerified()).isTrue();
        assertThat(user.getFederationLink()).isNull();
        assertThat(tables.query(
                        "SELECT value FROM user_attribute WHERE name = 'gender' AND user_id = '" + user.getId() + "'"))
                .containsExactly(List.of("F"));
        assertThat(method(user)).isEqualTo("BROKER");
        assertThat(realm.admin().users().get(user.getId()).getUserSessions())
                .as("his sessions are those of the imported user")
                .isNotEmpty();
        assertThat(tables.query("SELECT user_id FROM fed_user_attribute UNION SELECT user_id FROM broker_link"))
                .as("nothing is left in the storage for users of other storages")
                .isEmpty();
        assertThat(partner.signIn("grace-there").tokens().subject()).isEqualTo(user.getId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"known", "mistaken"})
    void aUserWhomTheLegacySystemKnowsAtTheIdentityProviderIsLinkedOnceAndAsHeCame(String username) {
        String there = partner.knows(username + "-there", username + "@example.org");
        LegacyAccount account = LegacyAccount.named(username)
                .withDetails(
                        """
                {"username": "%s", "identities": [{"provider": "partner", "user_id": "%s"}]}"""
                                .formatted(username, username.equals("known") ? there : "somebody-else"));
        legacy.addUser(account);

        LoginPage byMail = wantToBeLinked(partner.signIn(username + "-there"));
        byMail.browser().open(mailbox.lastLinkTo(account.email()));

        assertThat(byMail.isSignedIn()).as(byMail.browser().text()).isTrue();
        assertThat(partner.linksOf(imported(username).getId())).containsExactly(there);
    }

    @Test
    void aLegacyUserWhoWasUnknownAtALoginAMomentAgoIsFound() {
        realm.openLogin().signIn("fresh@example.org", "a password");
        legacy.addUser(LegacyAccount.named("fresh"));
        partner.knows("fresh-there", "fresh@example.org");

        wantToBeLinked(partner.signIn("fresh-there"));
    }

    @Test
    void aLegacyUserNameThatLooksLikeSomebodysAddressIsNotTakenForHim() {
        long legacyId = legacy.addUser(LegacyAccount.named("impostor")
                .with("username", "boss@example.org")
                .withEmail(null));
        partner.knows("boss-there", "boss@example.org");

        LoginPage login = partner.signIn("boss-there");

        assertThat(login.browser().text()).doesNotContain("Account already exists");
        assertThat(tables.query("SELECT user_id FROM lazy_migration_record WHERE provider_id = '"
                        + realm.provider().getId() + "' AND legacy_id = '" + legacyId + "'"))
                .isEmpty();
    }

    @Test
    void theLinkInTheMailMayBeOpenedInAnotherBrowser() {
        legacy.addUser(LegacyAccount.named("elsewhere").with("email_verified", false));
        String there = partner.knows("elsewhere-there", "elsewhere@example.org");
        LoginPage login = wantToBeLinked(partner.signIn("elsewhere-there"));
        KeycloakTables.Snapshot before = tables.snapshot();

        Browser other = new Browser().open(mailbox.lastLinkTo("elsewhere@example.org"));
        other.clickLink("Click here to proceed");
        tables.assertNothingWrittenSince(before);
        login.browser().clickLink("Click here");

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        UserRepresentation user = imported("elsewhere");
        assertThat(login.tokens().subject()).isEqualTo(user.getId());
        assertThat(partner.linksOf(user.getId())).containsExactly(there);
        assertThat(user.isEmailVerified()).isTrue();
    }

    @Test
    void anAddressThatHasChangedSinceTheMailIsNotVerifiedByIt() {
        legacy.addUser(LegacyAccount.named("moves").with("email_verified", false));
        partner.knows("moves", "none-of-his@example.org");
        LoginPage login = wantToBeLinked(partner.signIn("moves"));
        Browser other = new Browser().open(mailbox.lastLinkTo("moves@example.org"));
        other.clickLink("Click here to proceed");
        legacy.execute("UPDATE users SET email = 'moved@example.org' WHERE username = 'moves'");

        login.browser().clickLink("Click here");

        assertThat(imported("moves").getEmail()).isEqualTo("moved@example.org");
        assertThat(imported("moves").isEmailVerified()).isFalse();
        assertThat(login.browser().title()).isEqualTo("Email verification");
    }

    @Test
    void aPendingUserWhoForgotHisPasswordInTheFlowChoosesANewOne() {
        LegacyAccount account = LegacyAccount.named("forgetful");
        legacy.addUser(account);
        String there = partner.knows("forgetful-there", "forgetful@example.org");
        partner.confirmByPassword();
        LoginPage login = wantToBeLinked(partner.signIn("forgetful-there"));

        login.forgetPassword("forgetful");
        login.browser().open(mailbox.lastLinkTo("forgetful@example.org"));
        login.choosePassword("a new password");

        // As in any reset of a user who was pending, Keycloak wants him to log in with it.
        assertThat(login.browser().text()).contains("Your account has been updated.");
        UserRepresentation user = imported("forgetful");
        assertThat(partner.linksOf(user.getId())).containsExactly(there);
        assertThat(method(user)).isEqualTo("BROKER");
        assertThat(realm.openLogin()
                        .signIn("forgetful", "a new password")
                        .tokens()
                        .subject())
                .isEqualTo(user.getId());
        assertThat(realm.openLogin().signIn("forgetful", account.password()).isSignedIn())
                .isFalse();
    }

    @Test
    void aPendingUserWhomTheRealmsFlowLinksByItselfIsImported() {
        legacy.addUser(LegacyAccount.named("mary"));
        String there = partner.knows("mary-there", "mary@example.org");
        partner.linkByItself();

        LoginPage login = partner.signIn("mary-there");

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        UserRepresentation user = imported("mary");
        assertThat(login.tokens().subject()).isEqualTo(user.getId());
        assertThat(partner.linksOf(user.getId())).containsExactly(there);
        assertThat(method(user)).isEqualTo("BROKER");
    }

    @Test
    void aPendingUserIsNotLinkedByAUserNameThatLooksLikeHisAddress() {
        legacy.addUser(LegacyAccount.named("addressee"));
        partner.knows("addressee@example.org", "impostor@example.net");
        partner.linkByItself();

        partner.signIn("addressee@example.org");

        assertThat(realm.user("addressee")).isEmpty();
    }

    @Test
    void aFlowThatIsNotFinishedLeavesNothingBehind() {
        legacy.addUser(LegacyAccount.named("victim"));
        partner.knows("stranger", "victim@example.org");
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = partner.signIn("stranger");
        tables.assertNothingWrittenSince(before);
        wantToBeLinked(login);
        assertThat(mailbox.countTo("victim@example.org")).isEqualTo(1);
        tables.assertNothingWrittenSince(before);

        // The address to which Keycloak would send him afterwards, with the code of the page that he is on.
        String resend = login.browser()
                .page()
                .selectFirst("a[href*=first-broker-login]")
                .absUrl("href");
        login.browser().open(resend.replace("/login-actions/first-broker-login", "/broker/after-first-broker-login"));

        assertThat(login.isSignedIn()).isFalse();
        assertThat(login.browser().text()).contains("Unexpected error when authenticating with identity provider");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aWrongPasswordLinksAndImportsNobody() {
        legacy.addUser(LegacyAccount.named("guessed"));
        partner.knows("guesser", "guessed@example.org");
        partner.confirmByPassword();
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = wantToBeLinked(partner.signIn("guesser"));
        login.browser().submit("#kc-form-login", Map.of("password", "a guess"));

        assertThat(login.errorText()).contains("Invalid");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aMailToOneUserDoesNotImportAnother() {
        legacy.addUser(LegacyAccount.named("first"));
        legacy.addUser(LegacyAccount.named("second"));
        partner.knows("both", "first@example.org");
        LoginPage login = wantToBeLinked(partner.signIn("both"));
        String link = mailbox.lastLinkTo("first@example.org");
        legacy.execute(
                "UPDATE users SET email = 'away@example.org' WHERE username = 'first'",
                "UPDATE users SET email = 'first@example.org' WHERE username = 'second'");
        KeycloakTables.Snapshot before = tables.snapshot();

        login.browser().open(link);

        assertThat(login.isSignedIn()).isFalse();
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aPendingUserWhoseNameWasTakenMeanwhileIsNotLinkedAndToldSo() {
        legacy.addUser(LegacyAccount.named("taken"));
        partner.knows("taken-there", "taken@example.org");
        LoginPage login = wantToBeLinked(partner.signIn("taken-there"));
        String link = mailbox.lastLinkTo("taken@example.org");
        legacy.execute("UPDATE users SET username = 'away' WHERE username = 'taken'");
        realm.addUser("taken", "other@example.org", "a password");
        legacy.execute("UPDATE users SET username = 'taken' WHERE username = 'away'");
        KeycloakTables.Snapshot before = tables.snapshot();

        login.browser().open(link);

        assertThat(login.browser().text()).contains("We can't sign you in with this account.");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aUserWhomTheLegacySystemHasBlockedIsNeitherLinkedNorImported() {
        legacy.addUser(LegacyAccount.named("blocked").withDetails("{\"blocked\": true, \"username\": \"blocked\"}"));
        partner.knows("blocked-there", "blocked@example.org");
        partner.linkByItself();
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = partner.signIn("blocked-there");

        assertThat(login.isSignedIn()).isFalse();
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aLegacySystemThatIsDownMakesNoSecondAccount() {
        legacy.addUser(LegacyAccount.named("late"));
        partner.knows("late-there", "late@example.org");
        legacy.stop();
        KeycloakTables.Snapshot before = tables.snapshot();
        try {
            LoginPage login = partner.signIn("late-there");

            assertThat(login.browser().status()).isEqualTo(503);
            assertThat(login.browser().text()).contains("Please try again in a few minutes.");
            tables.assertNothingWrittenSince(before);
        } finally {
            legacy.start();
        }
    }
}
