package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@LazyMigrationTest(realm = BruteForceIT.Protected.class)
class BruteForceIT {

    static final class Protected implements RealmConfig {
        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm.with(legacy).bruteForceProtected(3);
        }
    }

    /** Looks users up by their names; asked by a legacy id, it answers as the test says. */
    private static final String BY_NAME_ALONE =
            """
            async function getUser(query) {
              if (%s) {
                throw new %s('This system cannot say');
              }
              const { Client } = require('pg');
              const client = new Client(env.DB_CONNECTION_URI);
              await client.connect();
              const found = await client.query('SELECT id, username, email FROM users WHERE username = $1',
                  [query.username]);
              await client.end();
              return found.rows[0] || null;
            }""";

    private static final String INVALID = "Invalid username or password.";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    BruteForceIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    private static void lockOutForGood(RealmRepresentation settings) {
        settings.setPermanentLockout(true);
        settings.setMaxTemporaryLockouts(0);
    }

    /** Runs a test with other settings of the realm. */
    private void with(Consumer<RealmRepresentation> change, Runnable test) {
        RealmRepresentation before = realm.admin().toRepresentation();
        realm.change(change);
        try {
            test.run();
        } finally {
            realm.admin().update(before);
        }
    }

    private void withGetUserScript(String script, Runnable test) {
        realm.configure("getUserScript", script);
        try {
            test.run();
        } finally {
            realm.configure("getUserScript", "");
        }
    }

    /** The id of somebody who is not migrated yet. */
    private String pendingId(long legacyId) {
        return "f:" + realm.provider().getId() + ":" + legacyId;
    }

    /** What Keycloak's brute-force detection has recorded of a user, as an administrator sees it. */
    private Map<String, Object> recorded(String userId) {
        return realm.admin().attackDetection().bruteForceUserStatus(userId);
    }

    private void guess(String name, String userId, int times) {
        for (int attempt = 1; attempt <= times; attempt++) {
            String password = "guess " + attempt;
            guess(userId, attempt, () -> assertThat(
                            realm.app().directGrant(name, password).error())
                    .isEqualTo("invalid_grant"));
        }
    }

    /**
     * Guesses until a guess has been looked at and counted: Keycloak counts in a thread of its own, and refuses without
     * counting whoever comes while it does.
     */
    private void guess(String userId, int count, Runnable guess) {
        await(
                () -> {
                    guess.run();
                    return "invalid_user_credentials".equals(lastError(userId));
                },
                "a guess that is looked at");
        awaitFailures(userId, count);
    }

    private String lastError(String userId) {
        return realm.events().stream()
                .filter(event -> userId.equals(event.getUserId()) && "LOGIN_ERROR".equals(event.getType()))
                .findFirst()
                .map(EventRepresentation::getError)
                .orElse(null);
    }

    private void awaitFailures(String userId, int count) {
        await(() -> recorded(userId).get("numFailures").equals(count), count + " failures");
    }

    private boolean hasEvent(String userId, String type) {
        return realm.events().stream()
                .anyMatch(event -> userId.equals(event.getUserId()) && type.equals(event.getType()));
    }

    private void awaitLockOut(String userId) {
        await(() -> recorded(userId).get("disabled").equals(true), "the lock-out");
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private void setEnabled(String userId, boolean enabled) {
        UserRepresentation user = realm.admin().users().get(userId).toRepresentation();
        user.setEnabled(enabled);
        realm.admin().users().get(userId).update(user);
    }

    @Test
    void aPendingUserIsLockedOutAfterTooManyWrongPasswordsAndTheLegacySystemIsNotAskedAnyMore() {
        LegacyAccount ada = LegacyAccount.named("ada");
        String pendingId = pendingId(legacy.addUser(ada));
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin();
        for (int attempt = 1; attempt <= 3; attempt++) {
            String password = "guess " + attempt;
            guess(pendingId, attempt, () -> assertThat(
                            login.signIn("ada", password).errorText())
                    .isEqualTo(INVALID));
        }
        await(() -> hasEvent(pendingId, "USER_DISABLED_BY_TEMPORARY_LOCKOUT"), "the lock-out");
        int calls = legacy.callCount();

        LoginPage locked = realm.openLogin().signIn("ada", ada.password());
        assertThat(locked.isSignedIn()).isFalse();
        assertThat(locked.errorText()).isEqualTo(INVALID);
        assertThat(legacy.callCount() - calls).as("a look-up, no proof").isEqualTo(1);
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void heIsToldTheSameAsAUserOfKeycloaksOwnWhateverWayHeComesAndAnAdministratorLetsHimInAgain() {
        LegacyAccount joan = LegacyAccount.named("joan");
        String pendingId = pendingId(legacy.addUser(joan));
        String localId = realm.addUser("local", "local@example.org", "the right password");
        guess("joan", pendingId, 3);
        guess("local", localId, 3);
        assertThat(recorded(pendingId)).containsEntry("numTemporaryLockouts", 1).containsEntry("disabled", true);
        int calls = legacy.callCount();

        Answer refused = realm.app().directGrant("joan", joan.password());
        assertThat(refused).isEqualTo(realm.app().directGrant("local", "the right password"));
        assertThat(refused.error()).isEqualTo("invalid_grant");
        with(settings -> {}, () -> {
            UsernameFirstFlow.bind(realm);
            String page = realm.openLogin().identify("joan").errorText();
            assertThat(page)
                    .isNotEmpty()
                    .isEqualTo(realm.openLogin().identify("local").errorText());
        });
        assertThat(legacy.callCount() - calls).as("two look-ups, no proof").isEqualTo(2);

        realm.admin().attackDetection().clearBruteForceForUser(pendingId);

        assertThat(recorded(pendingId)).containsEntry("disabled", false).containsEntry("numFailures", 0);
        assertThat(realm.openLogin().signIn("joan", joan.password()).tokens().subject())
                .isEqualTo(realm.user("joan").orElseThrow().getId());
    }

    @Test
    void afterTheWaitTheRightPasswordLetsHimInAndNothingIsHeldAgainstHim() {
        LegacyAccount alan = LegacyAccount.named("alan");
        String pendingId = pendingId(legacy.addUser(alan));
        with(settings -> settings.setWaitIncrementSeconds(1), () -> {
            guess("alan", pendingId, 3);
            assertThat(recorded(pendingId)).containsEntry("numTemporaryLockouts", 1);

            await(() -> realm.app().directGrant("alan", alan.password()).status() == 200, "the end of the wait");

            String id = realm.user("alan").orElseThrow().getId();
            assertThat(recorded(pendingId)).containsEntry("numFailures", 0);
            awaitFailures(id, 0);
            assertThat(recorded(id)).containsEntry("numTemporaryLockouts", 0).containsEntry("disabled", false);
        });
    }

    @Test
    void guessesInQuickSuccessionLockHimOutEarly() {
        String pendingId = pendingId(legacy.addUser(LegacyAccount.named("quick")));
        with(settings -> settings.setQuickLoginCheckMilliSeconds(600_000L), () -> {
            guess("quick", pendingId, 2);
            awaitLockOut(pendingId);
        });
    }

    @Test
    void whatWasRecordedComesAlongUntilHisLoginIsThrough() {
        LegacyAccount weak = LegacyAccount.named("weak").withPassword("1234");
        String pendingId = pendingId(legacy.addUser(weak));
        with(settings -> settings.setPasswordPolicy("length(8)"), () -> {
            guess("weak", pendingId, 2);
            Map<String, Object> before = recorded(pendingId);

            LoginPage login = realm.openLogin().signIn("weak", "1234");
            assertThat(login.browser().title()).isEqualTo("Update password");

            String id = realm.user("weak").orElseThrow().getId();
            assertThat(before).containsEntry("numFailures", 2).containsEntry("lastIPFailure", "127.0.0.1");
            assertThat(recorded(id)).isEqualTo(before);
            assertThat(recorded(pendingId)).containsEntry("numFailures", 0);

            login.choosePassword("a much longer one");
            assertThat(login.tokens().subject()).isEqualTo(id);
            awaitFailures(id, 0);
        });
    }

    @Test
    void aPermanentLockOutHoldsForAPendingUserAndIsGoneWhenAnAdministratorLiftsIt() {
        LegacyAccount grace = LegacyAccount.named("grace");
        String pendingId = pendingId(legacy.addUser(grace));
        with(BruteForceIT::lockOutForGood, () -> {
            guess("grace", pendingId, 3);
            awaitLockOut(pendingId);

            assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                    .isFalse();
            assertThat(realm.user("grace")).isEmpty();

            assertThat(realm.admin().users().get(pendingId).toRepresentation().isEnabled())
                    .isFalse();
            setEnabled(pendingId, true);

            LoginPage again = realm.openLogin().signIn("grace", grace.password());
            assertThat(again.isSignedIn()).as(again.browser().text()).isTrue();
            assertThat(tables.query("SELECT name FROM fed_user_attribute WHERE user_id = '" + pendingId + "'"))
                    .as("what was kept for him while he was pending")
                    .isEmpty();
        });
    }

    @Test
    void itHoldsWhereAScriptKnowsUsersByTheirNamesAloneAndCanBeLifted() {
        LegacyAccount mary = LegacyAccount.named("mary");
        String pendingId = pendingId(legacy.addUser(mary));
        withGetUserScript(
                BY_NAME_ALONE.formatted("!query.username", "Error"),
                () -> with(BruteForceIT::lockOutForGood, () -> {
                    guess("mary", pendingId, 3);
                    awaitLockOut(pendingId);

                    assertThat(realm.openLogin().signIn("mary", mary.password()).errorText())
                            .isEqualTo(INVALID);
                    UserRepresentation locked =
                            realm.admin().users().get(pendingId).toRepresentation();
                    assertThat(locked.getUsername()).isEqualTo("mary");
                    assertThat(locked.isEnabled()).isFalse();

                    setEnabled(pendingId, true);
                    assertThat(realm.openLogin().signIn("mary", mary.password()).isSignedIn())
                            .isTrue();
                }));
    }

    @Test
    void itHoldsAlthoughTheLegacySystemIsDownAtTheFailureThatLocksHimOut() {
        LegacyAccount edsger = LegacyAccount.named("edsger");
        String pendingId = pendingId(legacy.addUser(edsger));
        with(BruteForceIT::lockOutForGood, () -> {
            withGetUserScript(BY_NAME_ALONE.formatted("query.id", "ServiceUnavailableError"), () -> {
                await(
                        () -> {
                            realm.openLogin().signIn("edsger", "a guess");
                            return hasEvent(pendingId, "USER_DISABLED_BY_PERMANENT_LOCKOUT");
                        },
                        "the lock-out");
                assertThat(realm.openLogin().signIn("edsger", edsger.password()).errorText())
                        .isEqualTo(INVALID);
            });
            assertThat(realm.admin().users().get(pendingId).toRepresentation().isEnabled())
                    .isFalse();
            assertThat(recorded(pendingId)).containsEntry("numFailures", 3);
            assertThat(realm.events())
                    .as("the question of brute-force detection is nobody's request")
                    .noneMatch(event -> "legacy_unavailable".equals(event.getError()));
        });
    }

    @Test
    void usersWhoseTombstonesAreLiftedAreLetInAgain() {
        List<LegacyAccount> people = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> LegacyAccount.named("back" + i))
                .toList();
        List<Long> legacyIds = legacy.addUsers(people);
        assertThat(LoginsAtOnce.of(realm, people)).extracting(Answer::status).containsOnly(200);
        people.forEach(account ->
                realm.deleteUser(realm.user(account.username()).orElseThrow().getId()));
        legacyIds.forEach(id -> MigrationApi.of(realm).lift(Long.toString(id)));

        assertThat(LoginsAtOnce.of(realm, people)).extracting(Answer::status).containsOnly(200);
    }
}
