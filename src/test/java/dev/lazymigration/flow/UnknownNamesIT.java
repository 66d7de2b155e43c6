package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.UserRepresentation;

/** What a name that nobody has costs the legacy database, and who is told so. */
@LazyMigrationTest(realm = UnknownNamesIT.LongLife.class)
class UnknownNamesIT {

    /** So long that none of these tests sees the end of it. */
    static final class LongLife implements RealmConfig {
        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm.with(legacy).config("unknownNamesSeconds", "3600");
        }
    }

    /** Where people type a name to come in. */
    enum Door {
        LOGIN_FORM((realm, name) -> realm.openLogin().signIn(name, "a password")),
        DIRECT_GRANT((realm, name) -> realm.app().directGrant(name, "a password")),
        FORGOT_PASSWORD((realm, name) -> realm.openLogin().forgetPassword(name));

        private final BiConsumer<TestRealm, String> knock;

        Door(BiConsumer<TestRealm, String> knock) {
            this.knock = knock;
        }
    }

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;

    UnknownNamesIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
    }

    private int callsOf(Runnable something) {
        int before = legacy.callCount();
        something.run();
        return legacy.callCount() - before;
    }

    private static String unknown(Door door, String rest) {
        return "nobody-" + door.name().toLowerCase(Locale.ROOT) + rest;
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void anUnknownUserNameCostsOneCallAndNoneWhenItIsTypedAgain(Door door) {
        String name = unknown(door, "");

        assertThat(callsOf(() -> door.knock.accept(realm, name))).isEqualTo(1);
        assertThat(callsOf(() -> door.knock.accept(realm, name))).isZero();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void anUnknownAddressCostsOneCallAndNoneWhenItIsTypedAgain(Door door) {
        String address = unknown(door, "@example.org");

        assertThat(callsOf(() -> door.knock.accept(realm, address))).isEqualTo(1);
        assertThat(callsOf(() -> door.knock.accept(realm, address))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,false"})
    void anUnknownAddressCostsOneCallWhateverTheRealmTakesForAUserName(
            boolean loginWithEmail, boolean emailAsUsername) {
        TestRealm other = TestRealm.named("unknown-names-" + loginWithEmail + "-" + emailAsUsername)
                .with(legacy)
                .realm(settings -> {
                    settings.setLoginWithEmailAllowed(loginWithEmail);
                    settings.setRegistrationEmailAsUsername(emailAsUsername);
                })
                .create(server);

        assertThat(callsOf(() -> Door.LOGIN_FORM.knock.accept(other, "nobody@example.org")))
                .isEqualTo(1);
        assertThat(callsOf(() -> Door.DIRECT_GRANT.knock.accept(other, "nobody@example.org")))
                .isZero();
    }

    @Test
    void whatOneDoorHasLearntTheOthersKnow() {
        Door.LOGIN_FORM.knock.accept(realm, "nobody-at-all@example.org");

        assertThat(callsOf(() -> Door.DIRECT_GRANT.knock.accept(realm, "nobody-at-all@example.org")))
                .isZero();
        assertThat(callsOf(() -> Door.FORGOT_PASSWORD.knock.accept(realm, "nobody-at-all@example.org")))
                .isZero();
    }

    @Test
    void anUnknownNameIsForgottenWhenTheConfigurationChanges() {
        Door.LOGIN_FORM.knock.accept(realm, "nobody-yet");
        LegacyAccount account = LegacyAccount.named("nobody-yet");
        legacy.addUser(account);
        assertThat(realm.openLogin().signIn("nobody-yet", account.password()).isSignedIn())
                .isFalse();

        realm.configure("lookupTimeoutMs", "1900");

        assertThat(realm.openLogin().signIn("nobody-yet", account.password()).isSignedIn())
                .isTrue();
    }

    @Test
    @Timeout(60)
    void aUserWhoAppearsInTheLegacySystemGetsInWhenTheLifeOfTheUnknownNameIsOver() {
        TestRealm shortLife = TestRealm.named("unknown-names-for-a-second")
                .with(legacy)
                .config("unknownNamesSeconds", "1")
                .create(server);
        LegacyAccount account = LegacyAccount.named("appears");
        Door.LOGIN_FORM.knock.accept(shortLife, "appears");
        legacy.addUser(account);

        Instant end = Instant.now().plusSeconds(30);
        LoginPage login = shortLife.openLogin().signIn("appears", account.password());
        while (!login.isSignedIn() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            login = shortLife.openLogin().signIn("appears", account.password());
        }

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @Test
    void withoutALifeAnUnknownNameIsAskedForEachTime() {
        TestRealm noLife = TestRealm.named("unknown-names-off")
                .with(legacy)
                .config("unknownNamesSeconds", "0")
                .create(server);

        assertThat(callsOf(() -> Door.LOGIN_FORM.knock.accept(noLife, "nobody@example.org")))
                .isEqualTo(1);
        assertThat(callsOf(() -> Door.LOGIN_FORM.knock.accept(noLife, "nobody@example.org")))
                .isEqualTo(1);
    }

    @Test
    void aSignUpAsksOnceForEachNameWhateverIsRemembered() {
        Door.LOGIN_FORM.knock.accept(realm, "signs-up");
        Door.LOGIN_FORM.knock.accept(realm, "signs-up@example.org");

        int calls = callsOf(() -> assertThat(realm.openLogin()
                        .register("signs-up", "signs-up@example.org", "a password")
                        .isSignedIn())
                .isTrue());

        assertThat(calls).isEqualTo(2);
    }

    @Test
    void aLegacyUserWhoWasUnknownAMomentAgoCannotSignUp() {
        LoginPage page = realm.openLogin().signIn("late", "a password");
        page.signIn("late@example.org", "a password");
        legacy.addUser(LegacyAccount.named("late"));

        page.register("late", "other@example.org", "a password");
        assertThat(page.errorText()).isEqualTo("Username already exists.");

        assertThat(realm.openLogin()
                        .register("other", "late@example.org", "a password")
                        .errorText())
                .isEqualTo("Email already exists.");
    }

    @Test
    void aLegacyUserWhoWasUnknownAMomentAgoCannotBeCreatedByAnAdministrator() {
        Door.DIRECT_GRANT.knock.accept(realm, "later");
        legacy.addUser(LegacyAccount.named("later"));
        UserRepresentation user = new UserRepresentation();
        user.setUsername("later");

        try (Response answer = realm.admin().users().create(user)) {
            assertThat(answer.getStatus()).isEqualTo(409);
        }
    }

    @Test
    void anUnknownNameAndAWrongPasswordGiveTheSamePage() {
        legacy.addUser(LegacyAccount.named("ada"));

        LoginPage wrong = realm.openLogin().signIn("ada@example.org", "a wrong password");
        LoginPage unknown = realm.openLogin().signIn("eda@example.org", "a wrong password");
        LoginPage unknownAgain = realm.openLogin().signIn("eda@example.org", "a wrong password");

        assertThat(wrong.errorText()).isEqualTo("Invalid username or password.");
        for (LoginPage page : new LoginPage[] {unknown, unknownAgain}) {
            assertThat(page.browser().status()).isEqualTo(wrong.browser().status());
            assertThat(page.browser().text()).isEqualTo(wrong.browser().text());
        }
    }

    @Test
    void anUnknownNameAndAWrongPasswordGiveTheSameAnswerToADirectGrant() {
        legacy.addUser(LegacyAccount.named("grace"));

        Answer wrong = realm.app().directGrant("grace", "a wrong password");
        Answer unknown = realm.app().directGrant("gracie", "a wrong password");
        Answer unknownAgain = realm.app().directGrant("gracie", "a wrong password");

        assertThat(wrong.error()).isEqualTo("invalid_grant");
        assertThat(unknown).isEqualTo(wrong);
        assertThat(unknownAgain).isEqualTo(wrong);
    }

    /** The one call less is what an unknown name can be told by; docs/operations.md says so. */
    @Test
    void aWrongPasswordCostsALookUpAndAProofEachTime() {
        legacy.addUser(LegacyAccount.named("mary"));

        for (String name : new String[] {"mary", "mary@example.org", "mary"}) {
            assertThat(callsOf(() -> realm.app().directGrant(name, "a wrong password")))
                    .isEqualTo(2);
        }
    }

    @Test
    void aMigratedUserCostsNoCallByAnyNameHeHas() {
        LegacyAccount joan = LegacyAccount.named("joan");
        legacy.addUser(joan);
        realm.app().directGrant("joan", joan.password());

        for (String name : new String[] {"joan", "JOAN", "joan@example.org", "Joan@Example.org"}) {
            assertThat(callsOf(() -> {
                        realm.app().directGrant(name, joan.password());
                        realm.app().directGrant(name, "a wrong password");
                    }))
                    .isZero();
        }
    }
}
