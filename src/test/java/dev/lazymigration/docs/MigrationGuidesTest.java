package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.ScriptedDirectory;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HostSettings;
import dev.lazymigration.testkit.Postgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The scripts in the guides for people who come from elsewhere, on the tables that the guides name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationGuidesTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "customers", null, null, "192.0.2.7", null);

    private static final String HASH_OF_U_STAR_U = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private Postgres postgres;

    @BeforeAll
    void aUsersTable() {
        postgres = Postgres.launch();
        postgres.createDatabase("legacy", "password");
        postgres.execute(
                "legacy",
                "CREATE TABLE users (id bigint, email text, phone text, username text, nickname text, password text,"
                        + " photo text)",
                "GRANT SELECT ON users TO legacy",
                "INSERT INTO users VALUES (7, 'ada@example.org', '+441632960007', 'ada', 'Countess', '"
                        + HASH_OF_U_STAR_U + "', 'https://example.org/ada.png')");
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    private String uri() {
        return "postgres://legacy:password@localhost:" + postgres.port() + "/legacy";
    }

    private static void run(
            ScriptDialect dialect, List<String> scripts, Map<String, String> env, Consumer<LegacyDirectory> test) {
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            DirectorySettings settings = DirectorySettings.of("guide", scripts.get(0), scripts.get(1))
                    .withDialect(dialect)
                    .withEnv(env, Set.of())
                    .withHostModules(primitives.modules());
            try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
                directory.prepare(Duration.ofMinutes(1));
                test.accept(directory);
            }
        }
    }

    private static void asksForAda(LegacyDirectory directory, LegacyQuery query, LegacyUser ada) {
        assertThat(directory.find(query, CONTEXT)).isEqualTo(new LookupOutcome.Found(ada));
        assertThat(directory.login(query, "U*U", CONTEXT)).isEqualTo(new LoginOutcome.Authenticated(ada));
        assertThat(directory.login(query, "U*V", CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
    }

    private static void knowsNobodyElse(LegacyDirectory directory) {
        LegacyQuery eve = LegacyQuery.byEmail("eve@example.org");

        assertThat(directory.find(eve, CONTEXT)).isEqualTo(new LookupOutcome.NotFound());
        assertThat(directory.login(eve, "U*U", CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
    }

    @Test
    void thePairForAuth0ReadsItsTable() {
        List<String> scripts = MarkdownFile.read("docs/coming-from-auth0.md").blocks("js");
        LegacyUser ada =
                new LegacyUser("7", Map.of("user_id", "7", "nickname", "Countess", "email", "ada@example.org"));

        run(ScriptDialect.AUTH0, scripts.subList(0, 2), Map.of("DB_CONNECTION_URI", uri()), directory -> {
            asksForAda(directory, LegacyQuery.byEmail("ada@example.org"), ada);
            knowsNobodyElse(directory);
        });
        run(ScriptDialect.AUTH0, scripts.subList(0, 2), Map.of("DB_CONNECTION_URI", uri() + "x"), directory -> {
            LegacyQuery query = LegacyQuery.byEmail("ada@example.org");
            assertThat(directory.find(query, CONTEXT)).isInstanceOf(LookupOutcome.Unavailable.class);
            assertThat(directory.login(query, "U*U", CONTEXT)).isInstanceOf(LoginOutcome.Unavailable.class);
        });
    }

    @Test
    void thePairThatAsksAuth0AsksItsApis() throws IOException {
        List<String> scripts = MarkdownFile.read("docs/coming-from-auth0.md").blocks("js");
        try (Auth0Apis auth0 = new Auth0Apis()) {
            Map<String, String> env = Map.of(
                    "AUTH0_URL", auth0.url(),
                    "AUTH0_CONNECTION", Auth0Apis.CONNECTION,
                    "AUTH0_CLIENT_ID", Auth0Apis.CLIENT_ID,
                    "AUTH0_CLIENT_SECRET", Auth0Apis.CLIENT_SECRET);

            run(ScriptDialect.AUTH0, scripts.subList(2, 4), env, directory -> {
                LegacyQuery ada = LegacyQuery.byEmail("Ada@example.org");
                assertThat(directory.find(ada, CONTEXT))
                        .isInstanceOfSatisfying(
                                LookupOutcome.Found.class,
                                found -> assertThat(found.user().id()).isEqualTo("auth0|7"));
                assertThat(directory.login(ada, "U*U", CONTEXT))
                        .isEqualTo(new LoginOutcome.Authenticated(new LegacyUser(
                                "auth0|7",
                                Map.of("sub", "auth0|7", "user_id", "auth0|7", "email", "ada@example.org"))));
                assertThat(directory.login(ada, "U*V", CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
                knowsNobodyElse(directory);
            });
            auth0.stop();
            run(ScriptDialect.AUTH0, scripts.subList(2, 4), env, directory -> {
                LegacyQuery ada = LegacyQuery.byEmail("ada@example.org");
                assertThat(directory.find(ada, CONTEXT)).isInstanceOf(LookupOutcome.Unavailable.class);
                assertThat(directory.login(ada, "U*U", CONTEXT)).isInstanceOf(LoginOutcome.Unavailable.class);
            });
        }
    }

    @Test
    void thePairForAuthingReadsItsTable() {
        List<String> scripts = MarkdownFile.read("docs/coming-from-authing.md").blocks("js");
        LegacyUser ada = new LegacyUser(
                "7",
                Map.of(
                        "id", "7",
                        "email", "ada@example.org",
                        "phone", "+441632960007",
                        "username", "ada",
                        "photo", "https://example.org/ada.png"));

        run(ScriptDialect.AUTHING, scripts, Map.of("DB_CONNECTION_URI", uri()), directory -> {
            asksForAda(directory, LegacyQuery.byEmail("ada@example.org"), ada);
            asksForAda(directory, LegacyQuery.byUsername("ada"), ada);
            asksForAda(directory, LegacyQuery.byUsername("+441632960007"), ada);
            assertThat(directory.find(LegacyQuery.byId("7"), CONTEXT)).isEqualTo(new LookupOutcome.Found(ada));
            knowsNobodyElse(directory);
        });
    }
}
