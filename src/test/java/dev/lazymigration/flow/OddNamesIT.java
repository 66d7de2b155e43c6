package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is typed for a name, at every door: an answer as for any other name, and nothing to find in the log. */
@LazyMigrationTest(realm = OddNamesIT.WithoutMemory.class)
class OddNamesIT {

    /** One test asks for the names that the next one gives to users. */
    static final class WithoutMemory implements RealmConfig {
        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm.with(legacy).config("unknownNamesSeconds", "0");
        }
    }

    private static final String PROBLEM = " ERROR +\\[|^\\s+at [\\w.$/]+\\(|Exception:";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final KeycloakServer server;

    OddNamesIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, KeycloakServer server) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.server = server;
    }

    static Stream<String> names() {
        return Stream.of(
                "zoe\u0308 with a combining dots",
                "\u0130stanbul",
                "stra\u00dfe",
                "🦊 fox 👩‍👩‍👧",
                "\u05e9\u05dc\u05d5\u05dd \u202eadmin",
                "\uff41\uff44\uff41",
                "a  b\u00a0c",
                "o'brien; DROP TABLE users; --",
                "\"quoted\" `ticked`",
                "100% _sure_ %s %d",
                "a:b:c",
                "../../etc/passwd",
                "f:2f6b6b1c-3a4b-4c5d-8e9f-000000000000:1",
                "f:x:y@example.org",
                "${jndi:ldap://x}",
                "<b>bold</b>",
                "\\u0000 \\ \\n",
                "service-account-app",
                "2f6b6b1c-3a4b-4c5d-8e9f-000000000000",
                "@",
                "a@b@c",
                "n".repeat(255),
                "n".repeat(256),
                "m".repeat(250) + "@example.org",
                "l".repeat(10_000));
    }

    static Stream<String> controlCharacters() {
        return Stream.of("bell\u0007", "line\r\nbreak", "tab\tstop", "escape\u001b[31m", "\u2028separator");
    }

    static Stream<String> all() {
        return Stream.concat(names(), controlCharacters());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aNameThatNobodyHasIsUnknownAtEveryDoor(String name) {
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        LoginPage login = realm.openLogin().signIn(name, "a password");
        OidcClient.Answer grant = realm.app().directGrant(name, "a password");
        LoginPage forgotten = realm.openLogin().forgetPassword(name);

        assertThat(login.browser().status()).isEqualTo(200);
        assertThat(login.errorText()).isEqualTo("Invalid username or password.");
        assertThat(grant.errorDescription()).isEqualTo("Invalid user credentials");
        assertThat(forgotten.browser().messageText()).contains("You should receive an email shortly");
        assertThat(server.log().linesSince(mark, PROBLEM)).isEmpty();
        tables.assertNothingWrittenSince(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSignUpUnderSuchANameIsForKeycloakToJudge(String name) {
        String email = "odd" + Math.abs(name.hashCode()) + "@example.org";
        ServerLog.Mark mark = server.log().mark();

        LoginPage page =
                realm.openLogin().register(name, "odd" + Math.abs(name.hashCode()) + "@example.org", "a password");

        assertThat(page.browser().status()).isLessThan(500);
        if (!page.isSignedIn()) {
            assertThat(page.errorText()).isNotEmpty();
        }
        assertThat(server.log().linesSince(mark, PROBLEM)).isEmpty();
        forget(email);
    }

    /** The next test may be about the same name. */
    private void forget(String email) {
        realm.users().stream()
                .filter(user -> email.equals(user.getEmail()))
                .forEach(user -> realm.deleteUser(user.getId()));
        legacy.execute("DELETE FROM users WHERE email = '" + email + "'");
    }

    static Stream<String> namesOfUsers() {
        // The scripts compare in lower case, which is another one for the Turkish letter in PostgreSQL and in
        // JavaScript.
        return names().filter(name -> name.length() <= 255)
                .filter(name ->
                        !name.equals("service-account-app") && !name.contains("@") && !name.startsWith("\u0130"));
    }

    @ParameterizedTest
    @MethodSource("namesOfUsers")
    void aLegacyUserOfSuchANameComesInAndStaysOneUser(String name) {
        String email = "known" + Math.abs(name.hashCode()) + "@example.org";
        LegacyAccount account = LegacyAccount.named("known")
                .with("username", name)
                .withEmail(email)
                .withPassword("the password of a known user");
        legacy.addUser(account);
        ServerLog.Mark mark = server.log().mark();

        LoginPage first = realm.openLogin().signIn(name, account.password());

        assertThat(first.isSignedIn()).as(first.browser().text()).isTrue();
        String subject = first.tokens().subject();
        assertThat(realm.app().directGrant(name, account.password()).subject()).isEqualTo(subject);
        assertThat(realm.openLogin().signIn(email, account.password()).tokens().subject())
                .isEqualTo(subject);
        assertThat(server.log().linesSince(mark, PROBLEM)).isEmpty();
        forget(email);
    }

    @Test
    void aLegacyUserWhoseNameIsTooLongForKeycloakIsRefusedWithTheReasonInTheLog() {
        LegacyAccount account = LegacyAccount.named("long").with("username", "u".repeat(256));
        legacy.addUser(account);
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        LoginPage login = realm.openLogin().signIn("long@example.org", account.password());

        assertThat(login.browser().status()).isEqualTo(503);
        server.log()
                .await(
                        mark,
                        "outcome=NotImported code=unusable-profile .*reason=\"its user name is longer than 255 characters");
        tables.assertNothingWrittenSince(before);
    }

    /** PostgreSQL refuses a NUL in Keycloak's own question, long before the provider is asked. */
    @Test
    void aNulIsAnsweredAsKeycloakAnswersItWithoutTheProvider() {
        TestRealm plain = TestRealm.named("nul-without-provider").create(server);

        int status = realm.app().directGrant("a\0b", "a password").status();

        assertThat(status)
                .isEqualTo(plain.app().directGrant("a\0b", "a password").status());
        assertThat(legacy.statements()).noneMatch(sql -> sql.indexOf('\0') >= 0);
    }
}
