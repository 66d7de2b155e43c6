package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.UserRepresentation;

/** Users whom the legacy system has switched off. An {@code AccountLockedError} by default is in {@link BadInputIT}. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class LockedUserIT {

    private static final String DISABLED = "Account is disabled, contact your administrator.";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    LockedUserIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    private LegacyAccount addUser(String name, String details) {
        LegacyAccount account = LegacyAccount.named(name).withDetails(details);
        legacy.addUser(account);
        return account;
    }

    private void importingThem(Runnable test) {
        realm.configure("lockedUsers", "import-disabled");
        try {
            test.run();
        } finally {
            realm.configure("lockedUsers", "refuse");
        }
    }

    private void assertToldThatHeIsDisabled(LegacyAccount account) {
        LoginPage login = realm.openLogin().signIn(account.username(), account.password());
        assertThat(login.isSignedIn()).isFalse();
        assertThat(login.browser().text()).contains(DISABLED);
        assertThat(realm.app().directGrant(account.username(), account.password()))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.error()).isEqualTo("invalid_grant"))
                .satisfies(answer -> assertThat(answer.errorDescription()).isEqualTo("Account disabled"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"blocked, `{\"blocked\": true}`", "not-enabled, `{\"enabled\": false}`"})
    void aLockedUserIsToldThatHisAccountIsDisabledAndIsNotImported(String name, String details) {
        LegacyAccount account = addUser(name, details);
        KeycloakTables.Snapshot before = tables.snapshot();

        assertToldThatHeIsDisabled(account);

        tables.assertNothingWrittenSince(before);
    }

    @Test
    void whoeverDoesNotKnowThePasswordLearnsNothing() {
        addUser("secretly-blocked", "{\"blocked\": true}");
        importingThem(() -> {
            KeycloakTables.Snapshot before = tables.snapshot();

            assertThat(realm.openLogin().signIn("secretly-blocked", "a guess").errorText())
                    .isEqualTo("Invalid username or password.");
            assertThat(realm.app().directGrant("secretly-blocked", "a guess").errorDescription())
                    .isEqualTo("Invalid user credentials");
            tables.assertNothingWrittenSince(before);
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"imported-blocked, `{\"blocked\": true}`", "imported-not-enabled, `{\"enabled\": false}`"})
    void whereTheAdministratorWantsItHeIsImportedDisabledAndToldTheSame(String name, String details) {
        LegacyAccount account = addUser(name, details);
        importingThem(() -> {
            LoginPage login = realm.openLogin().signIn(name, account.password());

            assertThat(login.browser().text()).contains(DISABLED);
            UserRepresentation user = realm.user(name).orElseThrow();
            assertThat(user.isEnabled()).isFalse();
            assertThat(tables.query("SELECT method FROM lazy_migration_record WHERE user_id = '" + user.getId() + "'"))
                    .containsExactly(List.of("LOGIN"));
            assertToldThatHeIsDisabled(account);
        });
    }

    @Test
    void aDirectGrantImportsHimDisabledToo() {
        LegacyAccount account = addUser("blocked-by-grant", "{\"blocked\": true}");
        importingThem(() -> {
            assertToldThatHeIsDisabledByDirectGrant(account);
            assertThat(realm.user("blocked-by-grant").orElseThrow().isEnabled()).isFalse();
            assertToldThatHeIsDisabledByDirectGrant(account);
        });
    }

    private void assertToldThatHeIsDisabledByDirectGrant(LegacyAccount account) {
        assertThat(realm.app()
                        .directGrant(account.username(), account.password())
                        .errorDescription())
                .isEqualTo("Account disabled");
    }

    @Test
    void onceHeIsImportedKeycloakAloneDecidesWhetherHeIsDisabled() {
        LegacyAccount account = addUser("pardoned", "{\"blocked\": true}");
        importingThem(() -> realm.openLogin().signIn("pardoned", account.password()));
        legacy.execute("UPDATE users SET details = NULL WHERE username = 'pardoned'");

        assertToldThatHeIsDisabled(account);

        UserRepresentation user = realm.user("pardoned").orElseThrow();
        user.setEnabled(true);
        realm.admin().users().get(user.getId()).update(user);
        assertThat(realm.openLogin()
                        .signIn("pardoned", account.password())
                        .tokens()
                        .subject())
                .isEqualTo(user.getId());
    }

    @Test
    void aUserWhoWasNotImportedComesInAsSoonAsTheLegacySystemUnblocksHim() {
        LegacyAccount account = addUser("unblocked", "{\"blocked\": true}");
        assertToldThatHeIsDisabled(account);
        legacy.execute("UPDATE users SET details = NULL WHERE username = 'unblocked'");

        assertThat(realm.openLogin().signIn("unblocked", account.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void anAccountLockedErrorProvesNoPasswordAndSoImportsNobody() {
        LegacyAccount account = addUser("locked-by-error", "{}");
        String loginScript = realm.provider().getConfig().getFirst("loginScript");
        realm.configure("loginScript", "async function login() { throw new AccountLockedError('since 2019'); }");
        try {
            importingThem(() -> {
                KeycloakTables.Snapshot before = tables.snapshot();

                assertToldThatHeIsDisabled(account);

                tables.assertNothingWrittenSince(before);
            });
        } finally {
            realm.configure("loginScript", loginScript);
        }
    }
}
