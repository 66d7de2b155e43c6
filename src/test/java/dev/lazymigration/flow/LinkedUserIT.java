package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The legacy password of somebody who was imported when he came by an identity provider. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkedUserIT {

    private static final String INVALID = "Invalid username or password.";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;
    private IdentityProvider partner;

    LinkedUserIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    @BeforeAll
    void anIdentityProviderWhoseUsersAreLinkedByTheirAddress() {
        partner = IdentityProvider.of(realm, "partner");
        partner.linkByItself();
    }

    /** His id in Keycloak is the answer. */
    private String comesByTheIdentityProvider(LegacyAccount account) {
        legacy.addUser(account);
        partner.knows(account.username(), account.email());
        return partner.signIn(account.username()).tokens().subject();
    }

    private String linked(String username) {
        return comesByTheIdentityProvider(LegacyAccount.named(username));
    }

    private UserResource user(String id) {
        return realm.admin().users().get(id);
    }

    private List<String> credentials(String userId) {
        return user(userId).credentials().stream()
                .map(CredentialRepresentation::getType)
                .toList();
    }

    private static CredentialRepresentation password(String value) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(value);
        password.setTemporary(false);
        return password;
    }

    @Test
    void heProvesHisLegacyPasswordOnceAndKeycloakKnowsItFromThenOn() {
        LegacyAccount ada = LegacyAccount.named("ada");
        String id = comesByTheIdentityProvider(ada);
        assertThat(credentials(id)).containsExactly("legacy-password");
        int before = legacy.callCount();

        LoginPage login = realm.openLogin().signIn("ada", ada.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(login.tokens().subject()).isEqualTo(id);
        assertThat(legacy.callCount() - before).as("one proof, no look-up").isEqualTo(1);
        assertThat(credentials(id)).containsExactly("password");
        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        assertThat(realm.openLogin().signIn("ada", "a wrong one").errorText()).isEqualTo(INVALID);
        assertThat(legacy.callCount() - before)
                .as("with a password in Keycloak, no call")
                .isEqualTo(1);
        assertThat(tables.query("SELECT method, proved_at > migrated_at FROM lazy_migration_record WHERE user_id = '"
                        + id + "'"))
                .as("how he came, and that he has proved his password since")
                .containsExactly(List.of("BROKER", "t"));
    }

    @Test
    void theDirectGrantAndTheAccountConsoleKnowThatHeHasAPassword() {
        LegacyAccount joan = LegacyAccount.named("joan");
        String id = comesByTheIdentityProvider(joan);

        Answer tokens = partner.signInToAccountConsole("joan");
        Answer own = realm.accountConsole().get(realm.url() + "/account/credentials?type=password", tokens);
        assertThat(own.body().toString()).contains("\"type\":\"password\"").contains("UPDATE_PASSWORD");
        assertThat(realm.accountConsole()
                        .get(realm.url() + "/account/credentials", tokens)
                        .body()
                        .toString())
                .doesNotContain("legacy-password");

        assertThat(realm.app().directGrant("joan@example.org", joan.password()).subject())
                .isEqualTo(id);
    }

    @Test
    void aWrongPasswordIsRefusedAndChangesNothing() {
        linked("guessed");
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().signIn("guessed", "a guess");

        assertThat(login.errorText()).isEqualTo(INVALID);
        assertThat(realm.app().directGrant("guessed", "").error()).isEqualTo("invalid_grant");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void heCostsTheLegacySystemNoCallUnlessHeTypesAPassword() {
        String id = linked("cheap");
        int before = legacy.callCount();

        Answer tokens = partner.signIn("cheap").tokens();
        assertThat(realm.app().refresh(tokens).subject()).isEqualTo(id);
        assertThat(realm.app().userInfo(tokens).status()).isEqualTo(200);
        assertThat(realm.user("cheap")).isPresent();
        assertThat(user(id).credentials()).hasSize(1);
        realm.openLogin().forgetPassword("cheap");

        assertThat(legacy.callCount()).isEqualTo(before);
    }

    @Test
    void aLocalUserWithoutAPasswordCostsNoCallEither() {
        UserRepresentation none = new UserRepresentation();
        none.setUsername("none");
        none.setEmail("none@example.org");
        none.setEnabled(true);
        realm.admin().users().create(none).close();
        int before = legacy.callCount();

        assertThat(realm.openLogin().signIn("none", "a guess").errorText()).isEqualTo(INVALID);

        assertThat(legacy.callCount()).isEqualTo(before);
    }

    @Test
    void whileTheLegacySystemIsDownHisPasswordIsNotCalledWrongAndTheIdentityProviderLetsHimIn() {
        LegacyAccount mary = LegacyAccount.named("mary");
        String id = comesByTheIdentityProvider(mary);
        legacy.stop();
        try {
            LoginPage login = realm.openLogin().signIn("mary", mary.password());
            assertThat(login.browser().status()).isEqualTo(503);
            assertThat(login.browser().text())
                    .contains("Please try again in a few minutes.")
                    .doesNotContain(INVALID);
            assertThat(realm.app().directGrant("mary", mary.password()).status())
                    .isEqualTo(503);

            assertThat(partner.signIn("mary").tokens().subject()).isEqualTo(id);
        } finally {
            legacy.start();
        }
        assertThat(realm.openLogin().signIn("mary", mary.password()).isSignedIn())
                .as("after the legacy system is back")
                .isTrue();
    }

    @Test
    void afterForgotPasswordHisLegacyPasswordIsHistory() {
        LegacyAccount grace = LegacyAccount.named("grace");
        String id = comesByTheIdentityProvider(grace);
        int before = legacy.callCount();

        LoginPage login = realm.openLogin().forgetPassword("grace");
        login.browser().open(mailbox.lastLinkTo("grace@example.org"));
        login.choosePassword("a new password");

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(login.tokens().subject()).isEqualTo(id);
        assertThat(realm.openLogin().signIn("grace", grace.password()).errorText())
                .isEqualTo(INVALID);
        assertThat(realm.openLogin().signIn("grace", "a new password").isSignedIn())
                .isTrue();
        assertThat(legacy.callCount()).isEqualTo(before);
        assertThat(credentials(id)).containsExactly("password");
    }

    @Test
    void afterAnAdministratorHasSetHisPasswordTheLegacyOneIsHistoryForEver() {
        LegacyAccount given = LegacyAccount.named("given");
        String id = comesByTheIdentityProvider(given);
        int before = legacy.callCount();

        user(id).resetPassword(password("from the administrator"));

        assertThat(realm.openLogin().signIn("given", given.password()).errorText())
                .isEqualTo(INVALID);
        assertThat(realm.openLogin().signIn("given", "from the administrator").isSignedIn())
                .isTrue();
        assertThat(credentials(id)).containsExactly("password");

        user(id).credentials().forEach(credential -> user(id).removeCredential(credential.getId()));
        assertThat(realm.openLogin().signIn("given", given.password()).errorText())
                .isEqualTo(INVALID);
        assertThat(legacy.callCount()).isEqualTo(before);
    }

    @Test
    void anAdministratorWhoDeletesTheCredentialEndsTheLegacyPassword() {
        LegacyAccount cut = LegacyAccount.named("cut");
        String id = comesByTheIdentityProvider(cut);
        int before = legacy.callCount();

        user(id).credentials().forEach(credential -> user(id).removeCredential(credential.getId()));

        assertThat(realm.openLogin().signIn("cut", cut.password()).errorText()).isEqualTo(INVALID);
        assertThat(partner.signIn("cut").tokens().subject()).isEqualTo(id);
        assertThat(legacy.callCount()).isEqualTo(before);
    }

    @Test
    void anAdministratorWhoDeletesHimKeepsHimAway() {
        LegacyAccount deleted = LegacyAccount.named("deleted");
        String id = comesByTheIdentityProvider(deleted);

        realm.deleteUser(id);

        assertThat(realm.user("deleted")).isEmpty();
        assertThat(realm.openLogin().signIn("deleted", deleted.password()).errorText())
                .isEqualTo(INVALID);
        assertThat(realm.user("deleted")).isEmpty();
    }

    @Test
    void aPasswordThatTheRealmWouldRefuseMakesHimChooseABetterOne() {
        LegacyAccount weak = LegacyAccount.named("weak").withPassword("1234");
        String id = comesByTheIdentityProvider(weak);
        realm.change(settings -> settings.setPasswordPolicy("length(8)"));
        try {
            LoginPage login = realm.openLogin().signIn("weak", "1234");

            assertThat(login.browser().title()).isEqualTo("Update password");
            login.choosePassword("a much longer one");
            assertThat(login.tokens().subject()).isEqualTo(id);
        } finally {
            realm.change(settings -> settings.setPasswordPolicy(""));
        }
    }

    @Test
    void aUserWhomTheLegacySystemHasBlockedSinceIsRefusedByPasswordAndUntouchedInKeycloak() {
        LegacyAccount blocked = LegacyAccount.named("blocked");
        String id = comesByTheIdentityProvider(blocked);
        legacy.execute("UPDATE users SET details = '{\"blocked\": true}' WHERE username = 'blocked'");

        LoginPage login = realm.openLogin().signIn("blocked", blocked.password());

        assertThat(login.isSignedIn()).isFalse();
        assertThat(login.browser().text()).contains("Account is disabled");
        assertThat(user(id).toRepresentation().isEnabled()).isTrue();
        assertThat(credentials(id)).containsExactly("legacy-password");
        assertThat(partner.signIn("blocked").tokens().subject()).isEqualTo(id);
    }

    @Test
    void renamedInKeycloakHeStillProvesTheOneHeIsInTheLegacySystem() {
        LegacyAccount renamed = LegacyAccount.named("renamed");
        String id = comesByTheIdentityProvider(renamed);
        UserRepresentation changed = user(id).toRepresentation();
        changed.setEmail("anew@example.org");
        user(id).update(changed);
        // Somebody else there has the address that is his in Keycloak now.
        LegacyAccount other = LegacyAccount.named("other").withEmail("anew@example.org");
        legacy.addUser(other);

        assertThat(realm.openLogin()
                        .signIn("anew@example.org", other.password())
                        .errorText())
                .isEqualTo(INVALID);
        assertThat(realm.openLogin()
                        .signIn("anew@example.org", renamed.password())
                        .tokens()
                        .subject())
                .isEqualTo(id);
    }

    @Test
    void ofSimultaneousProofsOneIsStored() {
        LegacyAccount twice = LegacyAccount.named("twice");
        String id = comesByTheIdentityProvider(twice);

        Stream<Answer> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> realm.app().directGrant("twice", twice.password())))
                .toList()
                .stream()
                .map(CompletableFuture::join);

        assertThat(answers).extracting(Answer::subject).containsOnly(id);
        assertThat(credentials(id)).containsExactly("password");
    }

    @Test
    void aProviderThatIsDeletedLeavesHimAsHeIsAndAnotherOneIsNotAskedForHim() {
        LegacyAccount kept = LegacyAccount.named("kept");
        legacy.addUser(kept);
        TestRealm other = TestRealm.named("linked-user-provider-deleted")
                .with(legacy)
                .with(mailbox)
                .create(realm.server());
        IdentityProvider there = IdentityProvider.of(other, "partner");
        there.linkByItself();
        there.knows("kept", "kept@example.org");
        String id = there.signIn("kept").tokens().subject();
        ComponentRepresentation provider = other.provider();
        provider.getConfig().putSingle("connectionUri", legacy.connectionUri());

        other.configure("finished", "2026-01-31");
        other.deleteProvider();

        assertThat(other.user("kept").orElseThrow().isEnabled()).isTrue();
        assertThat(there.signIn("kept").tokens().subject()).isEqualTo(id);
        assertThat(other.openLogin().signIn("kept", kept.password()).errorText())
                .isEqualTo(INVALID);

        other.admin().components().add(provider).close();
        int before = legacy.callCount();
        assertThat(other.openLogin().signIn("kept", kept.password()).errorText())
                .as("the ledger of the provider that is back knows nothing of him")
                .isEqualTo(INVALID);
        assertThat(legacy.callCount()).isEqualTo(before);

        LoginPage login = other.openLogin().forgetPassword("kept");
        login.browser().open(mailbox.lastLinkTo("kept@example.org"));
        login.choosePassword("a new password");
        assertThat(login.tokens().subject()).isEqualTo(id);
    }
}
