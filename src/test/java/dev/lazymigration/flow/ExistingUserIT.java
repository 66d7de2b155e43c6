package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.utils.TimeBasedOTP;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * A legacy user whose e-mail address a user of Keycloak's own has already, where the administrator has chosen to link
 * them. What happens where he has not is in {@link BadInputIT}.
 */
@LazyMigrationTest(realm = ExistingUserIT.Linking.class)
class ExistingUserIT {

    static final class Linking extends RealmConfig.WithDetails {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return super.configure(realm, legacy)
                    .config("existingUsers", "link")
                    .bruteForceProtected(3);
        }
    }

    private static final String LOCAL_PASSWORD = "a password of Keycloak's own";
    private static final String DISABLED = "Account is disabled, contact your administrator.";
    private static final String CONFLICT = "We can't sign you in with this account.";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final KeycloakServer server;

    ExistingUserIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, KeycloakServer server) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.server = server;
    }

    /** A user of Keycloak's own, of the same address as the legacy user of that name, and with another user name. */
    private String addLocalUser(String legacyName, Consumer<UserRepresentation> change) {
        String id = realm.addUser(legacyName + ".local", legacyName + "@example.org", LOCAL_PASSWORD);
        UserRepresentation user = realm.admin().users().get(id).toRepresentation();
        user.setEmailVerified(true);
        change.accept(user);
        realm.admin().users().get(id).update(user);
        return id;
    }

    private LegacyAccount addLegacyUser(String name) {
        LegacyAccount account = LegacyAccount.named(name);
        legacy.addUser(account);
        return account;
    }

    private void removePassword(String userId) {
        realm.admin().users().get(userId).credentials().stream()
                .filter(credential -> CredentialRepresentation.PASSWORD.equals(credential.getType()))
                .forEach(credential -> realm.admin().users().get(userId).removeCredential(credential.getId()));
    }

    private void assertRefused(LegacyAccount account, String code) {
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        LoginPage login = realm.openLogin().signIn(account.username(), account.password());

        assertThat(login.browser().status()).as(login.browser().text()).isEqualTo(409);
        assertThat(login.browser().text()).contains(CONFLICT);
        server.log().await(mark, "outcome=NotImported code=" + code + " legacyId=\\S+ username=.* reason=\"");
        tables.assertNothingWrittenSince(before);
    }

    private void assertDisabled(LegacyAccount account) {
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().signIn(account.username(), account.password());

        assertThat(login.browser().text()).contains(DISABLED);
        assertThat(realm.app()
                        .directGrant(account.username(), account.password())
                        .errorDescription())
                .isEqualTo("Account disabled");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anAddressVerifiedOnBothSidesMakesHimTheUserWhomKeycloakHadAndOverwritesNothing() {
        String local = addLocalUser("ada", user -> {});
        LegacyAccount ada = LegacyAccount.named("ada").withPhone("+441234567");
        long legacyId = legacy.addUser(ada);
        ServerLog.Mark mark = server.log().mark();

        LoginPage login = realm.openLogin().signIn("ada", ada.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(login.tokens().subject()).isEqualTo(local);
        UserRepresentation user = realm.admin().users().get(local).toRepresentation();
        assertThat(user.getUsername()).isEqualTo("ada.local");
        assertThat(user.getFirstName() + " " + user.getLastName()).isEqualTo("Local User");
        assertThat(user.getEmail()).isEqualTo("ada@example.org");
        assertThat(user.getRequiredActions()).isEmpty();
        assertThat(realm.user("ada")).isEmpty();
        assertThat(tables.query(
                        "SELECT value FROM user_attribute WHERE user_id = '" + local + "' AND name = 'phoneNumber'"))
                .as("what he lacked")
                .containsExactly(List.of("+441234567"));
        assertThat(tables.query("SELECT legacy_id, method FROM lazy_migration_record WHERE user_id = '" + local + "'"))
                .containsExactly(List.of(String.valueOf(legacyId), "LINK"));
        server.log()
                .await(
                        mark,
                        "provider=lazy-migration outcome=Migrated method=link millis=\\d+ legacyId=" + legacyId
                                + " userId=" + local + " username=ada\\.local");
    }

    @Test
    void afterThatLoginKeycloaksOwnPasswordDecides() {
        String local = addLocalUser("grace", user -> {});
        LegacyAccount grace = addLegacyUser("grace");
        assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                .isTrue();

        assertThat(realm.openLogin().signIn("grace", grace.password()).errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.openLogin().signIn("grace.local", LOCAL_PASSWORD).isSignedIn())
                .isTrue();
        assertThat(realm.openLogin().signIn("grace", LOCAL_PASSWORD).tokens().subject())
                .as("his legacy name still leads to him")
                .isEqualTo(local);
    }

    @Test
    void aUserWithoutAPasswordGetsTheOneThatWasProved() {
        String local = addLocalUser("mary", user -> {});
        removePassword(local);
        LegacyAccount mary = addLegacyUser("mary");

        assertThat(realm.openLogin().signIn("mary", mary.password()).isSignedIn())
                .isTrue();

        assertThat(realm.openLogin()
                        .signIn("mary.local", mary.password())
                        .tokens()
                        .subject())
                .isEqualTo(local);
    }

    @Test
    void hisOwnSecondFactorIsAskedFor() {
        String secret = "his own second factor";
        String local = addLocalUser("joan", user -> {
            OTPCredentialModel totp = OTPCredentialModel.createTOTP(secret, 6, 30, "HmacSHA1");
            CredentialRepresentation credential = new CredentialRepresentation();
            credential.setType(totp.getType());
            credential.setSecretData(totp.getSecretData());
            credential.setCredentialData(totp.getCredentialData());
            user.setCredentials(List.of(credential));
        });
        LegacyAccount joan = addLegacyUser("joan");

        LoginPage login = realm.openLogin().signIn("joan", joan.password());

        assertThat(login.isSignedIn()).isFalse();
        assertThat(login.browser().shows("#kc-otp-login-form"))
                .as(login.browser().text())
                .isTrue();
        login.browser()
                .submit(
                        "#kc-otp-login-form",
                        Map.of("otp", new TimeBasedOTP("HmacSHA1", 6, 30, 1).generateTOTP(secret)));
        assertThat(login.tokens().subject()).isEqualTo(local);
    }

    @Test
    void whereTheAdministratorHasNotChosenItNobodyIsLinked() {
        addLocalUser("unlinked", user -> {});
        LegacyAccount unlinked = addLegacyUser("unlinked");
        realm.configure("existingUsers", "refuse");
        try {
            assertRefused(unlinked, "email-taken");
        } finally {
            realm.configure("existingUsers", "link");
        }
    }

    @Test
    void aUserWithoutAPasswordWhoseProvedOneIsWeakHasToChooseABetterOne() {
        removePassword(addLocalUser("weakling", user -> {}));
        LegacyAccount weakling = LegacyAccount.named("weakling").withPassword("1234");
        legacy.addUser(weakling);
        realm.change(settings -> settings.setPasswordPolicy("length(8)"));
        try {
            LoginPage login = realm.openLogin().signIn("weakling", "1234");

            assertThat(login.browser().title()).isEqualTo("Update password");
            login.choosePassword("a better password");
            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        } finally {
            realm.change(settings -> settings.setPasswordPolicy(""));
        }
    }

    @Test
    void aWrongLegacyPasswordLinksNobody() {
        addLocalUser("klara", user -> {});
        addLegacyUser("klara");
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.openLogin().signIn("klara", LOCAL_PASSWORD).errorText())
                .isEqualTo("Invalid username or password.");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aUserWhoIsDisabledInKeycloakStaysOut() {
        addLocalUser("hedy", user -> user.setEnabled(false));
        assertDisabled(addLegacyUser("hedy"));
    }

    @Test
    void aUserWhomBruteForceDetectionHasLockedOutStaysOut() {
        addLocalUser("lise", user -> {});
        LegacyAccount lise = addLegacyUser("lise");
        for (int attempt = 1; attempt <= 3; attempt++) {
            realm.openLogin().signIn("lise.local", "guess " + attempt);
        }
        Events.await(realm, "USER_DISABLED_BY_TEMPORARY_LOCKOUT");

        assertDisabled(lise);
    }

    @Test
    void aLegacyUserWhoIsBlockedDoesNotBecomeAUserWhoIsNot() {
        addLocalUser("blocked", user -> {});
        LegacyAccount blocked = LegacyAccount.named("blocked").withDetails("{\"blocked\": true}");
        legacy.addUser(blocked);
        realm.configure("lockedUsers", "import-disabled");
        try {
            assertDisabled(blocked);
        } finally {
            realm.configure("lockedUsers", "refuse");
        }
    }

    @Test
    void anAddressThatOneSideHasNotVerifiedIsNoProof() {
        addLocalUser("unverified-here", user -> user.setEmailVerified(false));
        assertRefused(addLegacyUser("unverified-here"), "link-email-not-verified");

        addLocalUser("unverified-there", user -> {});
        LegacyAccount there = LegacyAccount.named("unverified-there").with("email_verified", false);
        legacy.addUser(there);
        assertRefused(there, "link-email-not-verified");
    }

    @Test
    void twoLegacyUsersDoNotBecomeOne() {
        String local = addLocalUser("first", user -> {});
        LegacyAccount first = addLegacyUser("first");
        LegacyAccount second = LegacyAccount.named("second").withDetails("{\"email\": \"first@example.org\"}");
        legacy.addUser(second);
        assertThat(realm.openLogin().signIn("first", first.password()).tokens().subject())
                .isEqualTo(local);

        assertRefused(second, "link-already-migrated");
    }

    @Test
    void twoLegacyUsersWhoComeAtTheSameTimeDoNotBecomeOne() {
        String local = addLocalUser("twins", user -> {});
        List<LegacyAccount> twins = Stream.of("twin-a", "twin-b")
                .map(name -> LegacyAccount.named(name).withDetails("{\"email\": \"twins@example.org\"}"))
                .toList();
        legacy.addUsers(twins);

        List<CompletableFuture<LoginPage>> logins = twins.stream()
                .map(twin ->
                        CompletableFuture.supplyAsync(() -> realm.openLogin().signIn(twin.username(), twin.password())))
                .toList();

        assertThat(logins.stream()
                        .map(CompletableFuture::join)
                        .filter(LoginPage::isSignedIn)
                        .count())
                .isEqualTo(1);
        assertThat(tables.query("SELECT method FROM lazy_migration_record WHERE user_id = '" + local + "'"))
                .containsExactly(List.of("LINK"));
    }

    @Test
    void anAdministratorIsNeverLinked() {
        String byRole = addLocalUser("admin-by-role", user -> {});
        ClientRepresentation management =
                realm.admin().clients().findByClientId("realm-management").get(0);
        RoleRepresentation viewUsers = realm.admin()
                .clients()
                .get(management.getId())
                .roles()
                .get("view-users")
                .toRepresentation();
        realm.admin()
                .users()
                .get(byRole)
                .roles()
                .clientLevel(management.getId())
                .add(List.of(viewUsers));
        assertRefused(addLegacyUser("admin-by-role"), "link-administrator");

        GroupRepresentation group = new GroupRepresentation();
        group.setName("administrators");
        realm.admin().groups().add(group).close();
        String groupId = realm.admin().groups().groups().get(0).getId();
        realm.admin()
                .groups()
                .group(groupId)
                .roles()
                .clientLevel(management.getId())
                .add(List.of(viewUsers));
        String byGroup = addLocalUser("admin-by-group", user -> {});
        realm.admin().users().get(byGroup).joinGroup(groupId);
        assertRefused(addLegacyUser("admin-by-group"), "link-administrator");
    }

    @Test
    void aServiceAccountIsNeverLinked() {
        ClientRepresentation robot = new ClientRepresentation();
        robot.setClientId("robot");
        robot.setServiceAccountsEnabled(true);
        robot.setStandardFlowEnabled(false);
        realm.admin().clients().create(robot).close();
        String client = realm.admin().clients().findByClientId("robot").get(0).getId();
        UserRepresentation account = realm.admin().clients().get(client).getServiceAccountUser();
        account.setEmail("robot-owner@example.org");
        account.setEmailVerified(true);
        realm.admin().users().get(account.getId()).update(account);

        assertRefused(addLegacyUser("robot-owner"), "link-service-account");
    }

    @Test
    void aUserNameThatBelongsToSomebodyElseAgainIsNoMatch() {
        addLocalUser("owner", user -> {});
        realm.addUser("contested", "another@example.org", LOCAL_PASSWORD);
        LegacyAccount account = LegacyAccount.named("by-phone")
                .withPhone("+15550199")
                .withDetails("{\"username\": \"contested\", \"email\": \"owner@example.org\"}");
        legacy.addUser(account);

        LoginPage login = realm.openLogin().signIn("+15550199", account.password());

        assertThat(login.browser().text()).contains(CONFLICT);
    }

    @Test
    void theSameUserNameAloneIsNoMatch() {
        realm.addUser("same-name", "local-same-name@example.org", LOCAL_PASSWORD);
        LegacyAccount account = LegacyAccount.named("other-name")
                .withDetails("{\"username\": \"same-name\", \"email\": \"legacy-same-name@example.org\"}");
        legacy.addUser(account);

        assertRefused(account, "username-taken");
    }

    @Test
    void aNewPasswordAloneLinksNobody(Mailbox mailbox) {
        addLocalUser("forgetful", user -> {});
        addLegacyUser("forgetful");
        LoginPage login = realm.openLogin().forgetPassword("forgetful");
        String link = mailbox.lastLinkTo("forgetful@example.org");
        KeycloakTables.Snapshot before = tables.snapshot();

        login.browser().open(link);
        login.choosePassword("a new password");

        assertThat(login.browser().text()).contains(CONFLICT);
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anAddressOfSeveralUsersIsNoMatch() {
        realm.change(settings -> settings.setDuplicateEmailsAllowed(true));
        try {
            addLocalUser("family", user -> {});
            realm.addUser("family-2", "family@example.org", LOCAL_PASSWORD);
            LegacyAccount account = LegacyAccount.named("family-by-alias")
                    .withDetails("{\"username\": \"family.local\", \"email\": \"family@example.org\"}");
            legacy.addUser(account);

            assertRefused(account, "link-several-users");
        } finally {
            realm.change(settings -> {
                settings.setDuplicateEmailsAllowed(false);
                settings.setLoginWithEmailAllowed(true);
            });
        }
    }

    @Test
    void aLegacyUserWhomAnAdministratorHasSwitchedOffBeforeHisFirstLoginIsNotLinked() {
        LegacyAccount account = LegacyAccount.named("switched-off");
        String pendingId = "f:" + realm.provider().getId() + ":" + legacy.addUser(account);
        UserRepresentation pending = realm.admin().users().get(pendingId).toRepresentation();
        pending.setEnabled(false);
        realm.admin().users().get(pendingId).update(pending);
        legacy.execute("UPDATE users SET email = 'elsewhere@example.org' WHERE username = 'switched-off'");
        String id = addLocalUser("switched-off", user -> {});
        legacy.execute("UPDATE users SET email = 'switched-off@example.org' WHERE username = 'switched-off'");

        assertDisabled(account);

        assertThat(realm.openLogin()
                        .signIn("switched-off.local", LOCAL_PASSWORD)
                        .tokens()
                        .subject())
                .isEqualTo(id);
        // With his address Keycloak would refuse the change: the user whom he is to be linked to has it.
        pending.setEmail("");
        pending.setEnabled(true);
        realm.admin().users().get(pendingId).update(pending);
        assertThat(realm.openLogin()
                        .signIn("switched-off", account.password())
                        .tokens()
                        .subject())
                .isEqualTo(id);
    }
}
