package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.IdentityProvider;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Test;

@LazyMigrationTest
class DeletedUserIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;

    DeletedUserIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    /** Migrates him, and deletes him in Keycloak; his legacy id is the answer. */
    private long migratedAndDeleted(LegacyAccount account) {
        long legacyId = legacy.addUser(account);
        realm.openLogin().signIn(account.username(), account.password());
        realm.deleteUser(realm.user(account.username()).orElseThrow().getId());
        return legacyId;
    }

    @Test
    void aMigratedUserWhomAnAdministratorDeletesDoesNotComeBackByHisNextLogin() {
        LegacyAccount ada = LegacyAccount.named("ada");
        migratedAndDeleted(ada);
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin().signIn("ada", ada.password()).errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.openLogin().signIn("ada@example.org", ada.password()).errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.app().directGrant("ada@example.org", ada.password()).error())
                .isEqualTo("invalid_grant");

        tables.assertNothingWrittenSince(before);
    }

    @Test
    void norInALoginThatHadBegunBefore() {
        LegacyAccount edsger = LegacyAccount.named("edsger");
        long legacyId = legacy.addUser(edsger);
        LoginPage begun = realm.openLogin().signIn("edsger", "a wrong password");
        realm.openLogin().signIn("edsger", edsger.password());
        realm.deleteUser(realm.user("edsger").orElseThrow().getId());

        LoginPage login = begun.signIn("edsger", edsger.password());

        assertThat(login.isSignedIn()).isFalse();
        assertThat(realm.user("edsger")).isEmpty();
        assertThat(realm.admin().users().search("f:" + realm.provider().getId() + ":" + legacyId))
                .isEmpty();
    }

    @Test
    void norByForgotPassword() {
        LegacyAccount alan = LegacyAccount.named("alan");
        migratedAndDeleted(alan);
        KeycloakTables.Snapshot before = tables.snapshot();

        for (String typed : List.of("alan", "alan@example.org")) {
            LoginPage login = realm.openLogin().forgetPassword(typed);
            assertThat(login.browser().text())
                    .as("what Keycloak says to everybody")
                    .contains("You should receive an email shortly with further instructions.");
        }

        assertThat(mailbox.countTo("alan@example.org")).isZero();
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void hisNameAndAddressAreFreeForASignUpWhichMakesAnotherUser() {
        LegacyAccount barbara = LegacyAccount.named("barbara");
        long legacyId = migratedAndDeleted(barbara);

        LoginPage page = realm.openLogin().register("barbara", "barbara@example.org", "another password");

        assertThat(page.isSignedIn()).as(page.browser().text()).isTrue();
        String created = realm.user("barbara").orElseThrow().getId();
        assertThat(page.tokens().subject()).isEqualTo(created);
        assertThat(tables.query("SELECT user_id FROM lazy_migration_record WHERE provider_id = '"
                        + realm.provider().getId() + "' AND legacy_id = '" + legacyId + "'"))
                .doesNotContain(List.of(created));
        assertThat(realm.openLogin().signIn("barbara", barbara.password()).isSignedIn())
                .as("the legacy password")
                .isFalse();
    }

    @Test
    void norThroughAnIdentityProviderWhichMakesAnotherUserLikeForAnybodyNew() {
        LegacyAccount radia = LegacyAccount.named("radia");
        long legacyId = migratedAndDeleted(radia);
        IdentityProvider elsewhere = IdentityProvider.of(realm, "elsewhere");
        elsewhere.knows("radia", "radia@example.org");

        LoginPage login = elsewhere.signIn("radia");

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        String created = realm.user("radia").orElseThrow().getId();
        assertThat(login.tokens().subject()).isEqualTo(created);
        assertThat(tables.query("SELECT user_id FROM lazy_migration_record WHERE provider_id = '"
                        + realm.provider().getId() + "' AND legacy_id = '" + legacyId + "'"))
                .hasSize(1)
                .doesNotContain(List.of(created));
        assertThat(realm.user("radia").orElseThrow().getAttributes())
                .as("nothing of the legacy profile")
                .isNull();
    }

    @Test
    void anAdministratorCanCreateADeletedUserAnew() {
        LegacyAccount grace = LegacyAccount.named("grace");
        migratedAndDeleted(grace);

        String created = realm.addUser("grace", "grace@example.org", "a password of her own");

        assertThat(realm.openLogin()
                        .signIn("grace", "a password of her own")
                        .tokens()
                        .subject())
                .isEqualTo(created);
    }

    @Test
    void whenTheTombstoneIsLiftedHisNextLoginMigratesHimAgain() {
        LegacyAccount hedy = LegacyAccount.named("hedy");
        long legacyId = migratedAndDeleted(hedy);

        assertThat(MigrationApi.of(realm).lift(String.valueOf(legacyId)).status())
                .isEqualTo(204);

        assertThat(realm.openLogin().signIn("hedy", hedy.password()).isSignedIn())
                .isTrue();
        assertThat(tables.query("SELECT user_id FROM lazy_migration_record WHERE provider_id = '"
                        + realm.provider().getId() + "' AND legacy_id = '" + legacyId + "'"))
                .containsExactly(List.of(realm.user("hedy").orElseThrow().getId()));
    }
}
