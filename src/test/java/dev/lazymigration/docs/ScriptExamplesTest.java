package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ListScript;
import dev.lazymigration.script.ModuleFolder;
import dev.lazymigration.script.NoticeScript;
import dev.lazymigration.script.ScriptCheck;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.ScriptException;
import dev.lazymigration.script.ScriptSlot;
import dev.lazymigration.script.ScriptedDirectory;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HostSettings;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.Postgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptExamplesTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "customers", null, null, null, null);

    private static final String HASH_OF_U_STAR_U = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private final MarkdownFile scripts = MarkdownFile.read("docs/scripts.md");

    private Postgres postgres;

    @BeforeAll
    void launch() {
        postgres = Postgres.launch();
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    /** Makes a database, whose URI for its owner is the answer. */
    private String database(String name, String... statements) {
        postgres.createDatabase(name, "password");
        postgres.execute(name, statements);
        return "postgres://" + name + ":password@localhost:" + postgres.port() + "/" + name;
    }

    @Test
    void theExampleReadsItsTable() {
        List<String> examples = scripts.blocks("js");
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            String uri = database(
                    "of_the_example",
                    "CREATE TABLE members (number bigint, mail text, salt text, digest text)",
                    "GRANT SELECT ON members TO of_the_example",
                    "INSERT INTO members VALUES (7, 'ada@example.org', 'pepper', "
                            + "encode(sha256('peppercorrect horse'::bytea), 'hex'))");
            DirectorySettings settings = DirectorySettings.of("docs", examples.get(0), examples.get(1))
                    .withEnv(Map.of("DB_CONNECTION_URI", uri), Set.of(uri))
                    .withHostModules(primitives.modules());
            try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
                asksForAda(directory);
            }
        }
    }

    @Test
    void theExampleForAuth0ReadsItsTable() {
        String example = scripts.blocks("js-auth0").get(0);
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            String uri = database(
                    "of_the_example_for_auth0",
                    "CREATE TABLE members (number bigint, mail text, hash text)",
                    "GRANT SELECT ON members TO of_the_example_for_auth0",
                    "INSERT INTO members VALUES (7, 'ada@example.org', '" + HASH_OF_U_STAR_U + "')");
            DirectorySettings settings = DirectorySettings.of("docs", example, "() => null")
                    .withDialect(ScriptDialect.AUTH0)
                    .withEnv(Map.of("DB_CONNECTION_URI", uri), Set.of(uri))
                    .withHostModules(primitives.modules());
            try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
                LegacyQuery ada = LegacyQuery.byEmail("ada@example.org");

                assertThat(directory.login(ada, "U*U", CONTEXT))
                        .isEqualTo(new LoginOutcome.Authenticated(
                                new LegacyUser("7", Map.of("user_id", "7", "email", "ada@example.org"))));
                assertThat(directory.login(ada, "U*V", CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
                assertThat(directory.login(LegacyQuery.byEmail("eve@example.org"), "U*U", CONTEXT))
                        .isInstanceOf(LoginOutcome.Refused.class);
            }
        }
    }

    @Test
    void theExamplesThatAreToldOfAMigrationMarkTheRow() {
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            String uri = database(
                    "of_those_who_are_told",
                    "CREATE TABLE members (number bigint, migrated_at timestamptz, keycloak_id text)",
                    "GRANT SELECT, UPDATE ON members TO of_those_who_are_told",
                    "INSERT INTO members VALUES (7), (8)");
            DirectorySettings settings = DirectorySettings.of("docs", "() => null", "() => null")
                    .withEnv(Map.of("DB_CONNECTION_URI", uri), Set.of(uri))
                    .withHostModules(primitives.modules());

            LegacyUser seven = new LegacyUser("7", Map.of("id", "7"));
            assertThat(told(settings, "js-migrated", seven)).isEqualTo(new NoticeOutcome.Told());
            assertThat(told(settings, "js-migrated", seven)).as("again").isEqualTo(new NoticeOutcome.Told());
            assertThat(told(
                            settings.withDialect(ScriptDialect.AUTH0),
                            "js-migrated-auth0",
                            new LegacyUser("8", Map.of("user_id", "8"))))
                    .isEqualTo(new NoticeOutcome.Told());

            assertThat(column("SELECT number || ' ' || keycloak_id FROM members ORDER BY number"))
                    .containsExactly("7 kc-7", "8 kc-8");
            assertThat(column("SELECT number FROM members WHERE migrated_at IS NOT NULL"))
                    .containsExactly("7");
            postgres.execute("of_those_who_are_told", "REVOKE UPDATE ON members FROM of_those_who_are_told");
            assertThat(told(settings, "js-migrated", seven))
                    .extracting("reason")
                    .asString()
                    .contains("permission denied");
        }
    }

    @Test
    void theExamplesThatListUsersReadTheTableFromOneEndToTheOther() {
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            String uri = database(
                    "of_a_list",
                    "CREATE TABLE members (number bigint, mail text, changed_at timestamptz)",
                    "GRANT SELECT ON members TO of_a_list",
                    "INSERT INTO members SELECT n, 'member-' || n || '@example.org', timestamptz '2026-01-01' + n * interval"
                            + " '1 day' FROM generate_series(1, 7) n");
            DirectorySettings settings = DirectorySettings.of("docs", "() => null", "() => null")
                    .withEnv(Map.of("DB_CONNECTION_URI", uri), Set.of(uri))
                    .withHostModules(primitives.modules());

            assertThat(pages(settings, "js-list", Optional.empty()))
                    .containsExactly("7: 1, 2, 3", "-: 4, 5, 6", "-: 7");
            assertThat(pages(settings, "js-list", Optional.of(Instant.parse("2026-01-06T12:00:00Z"))))
                    .containsExactly("2: 6, 7");
            assertThat(pages(settings.withDialect(ScriptDialect.AUTH0), "js-list-auth0", Optional.empty()))
                    .containsExactly("7: 1, 2, 3", "-: 4, 5, 6", "-: 7", "-: ");
        }
    }

    /** Total and ids of each page, to the one without a cursor. */
    private List<String> pages(DirectorySettings settings, String fence, Optional<Instant> since) {
        ListScript script = new ListScript(scripts.blocks(fence).get(0), Duration.ofSeconds(20));
        List<String> pages = new ArrayList<>();
        try (ScriptedDirectory directory = new ScriptedDirectory(settings.withListScript(script))) {
            Optional<String> cursor = Optional.empty();
            do {
                ListQuery query = new ListQuery(pages.size() + 1, 3, cursor, since);
                LegacyPage page = page(directory.list(query, CONTEXT));
                String total =
                        page.total().isPresent() ? String.valueOf(page.total().getAsLong()) : "-";
                pages.add(page.rows().stream()
                        .map(row -> row.user().orElseThrow().id())
                        .collect(Collectors.joining(", ", total + ": ", "")));
                cursor = page.cursor();
            } while (cursor.isPresent());
        }
        return pages;
    }

    private static LegacyPage page(ListOutcome outcome) {
        return outcome.fold(
                ListOutcome.Listed::page,
                unavailable -> {
                    throw new AssertionError(unavailable);
                },
                broken -> {
                    throw new AssertionError(broken);
                });
    }

    private NoticeOutcome told(DirectorySettings settings, String fence, LegacyUser user) {
        NoticeScript script = new NoticeScript(scripts.blocks(fence).get(0), Duration.ofSeconds(20));
        try (ScriptedDirectory directory = new ScriptedDirectory(settings.withNoticeScript(script))) {
            return directory.migrated(new MigratedUser(user, "kc-" + user.id()), CONTEXT);
        }
    }

    private List<String> column(String sql) {
        return new KeycloakTables(postgres, "of_those_who_are_told")
                .query(sql).stream().map(row -> row.get(0)).toList();
    }

    private static void asksForAda(LegacyDirectory directory) {
        LegacyUser ada = new LegacyUser("7", Map.of("id", "7", "email", "ada@example.org"));

        assertThat(directory.find(LegacyQuery.byEmail("ada@example.org"), CONTEXT))
                .isEqualTo(new LookupOutcome.Found(ada));
        assertThat(directory.find(LegacyQuery.byId("7"), CONTEXT)).isEqualTo(new LookupOutcome.Found(ada));
        assertThat(directory.find(LegacyQuery.byEmail("eve@example.org"), CONTEXT))
                .isEqualTo(new LookupOutcome.NotFound());
        assertThat(directory.login(LegacyQuery.byEmail("ada@example.org"), "correct horse", CONTEXT))
                .isEqualTo(new LoginOutcome.Authenticated(ada));
        assertThat(directory.login(LegacyQuery.byEmail("ada@example.org"), "wrong horse", CONTEXT))
                .isInstanceOf(LoginOutcome.Refused.class);
    }

    @Test
    void everyModuleAndGlobalThatIsNamedIsThere() throws ScriptException {
        String lists = scripts.text().substring(scripts.text().indexOf("## What a script has"));
        String globals = lists.substring(lists.indexOf("- **Globals**"), lists.indexOf("- **Modules**"));
        String modules = lists.substring(lists.indexOf("## Modules"), lists.indexOf("A module is evaluated once"));
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            ScriptCheck check =
                    new ScriptCheck(DirectorySettings.of("docs", "", "").withHostModules(primitives.modules()));
            for (String name : quoted(globals)) {
                check.check(
                        ScriptSlot.LOGIN,
                        """
                        if (%s === undefined) { throw new Error('missing') }
                        function login() {}"""
                                .formatted(name));
            }
            String firstColumn = modules.lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.split("\\|")[1])
                    .collect(Collectors.joining());
            for (String name : quoted(firstColumn)) {
                check.check(ScriptSlot.LOGIN, "const it = require('%s'); function login() {}".formatted(name));
            }
        }
    }

    @Test
    void everyModuleForHashesAndTokensThatIsNamedIsThere() throws ScriptException {
        String section = scripts.text().substring(scripts.text().indexOf("## Crypto and tokens"));
        List<String> names = new MarkdownFile(scripts.path(), section)
                .tableRows().stream()
                        .filter(row -> row.get(0).startsWith("`"))
                        .flatMap(row -> Stream.of(row.get(0).replace("`", "").split(", ")))
                        .toList();
        assertThat(names).hasSizeGreaterThan(20);
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            ScriptCheck check =
                    new ScriptCheck(DirectorySettings.of("docs", "", "").withHostModules(primitives.modules()));
            for (String name : names) {
                check.check(ScriptSlot.LOGIN, "const it = require('%s'); function login() {}".formatted(name));
            }
        }
    }

    @Test
    void theModuleOfTheOperatorIsFoundInItsFolder(@TempDir Path folder) throws IOException, NoSuchAlgorithmException {
        Files.writeString(
                folder.resolve("acme-hash.js"), scripts.blocks("js-module").get(0));
        String digest = sha256("peppercorrect horse");
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            DirectorySettings settings = DirectorySettings.of(
                            "docs", scripts.blocks("js-own").get(0), "() => null")
                    .withEnv(Map.of("HASH_OF_ADA", digest), Set.of())
                    .withModuleFolder(ModuleFolder.at(folder))
                    .withHostModules(primitives.modules());
            try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
                LegacyQuery ada = LegacyQuery.byEmail("ada@example.org");

                assertThat(directory.login(ada, "correct horse", CONTEXT))
                        .isEqualTo(new LoginOutcome.Authenticated(
                                new LegacyUser("7", Map.of("id", "7", "email", "ada@example.org"))));
                assertThat(directory.login(ada, "wrong horse", CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
            }
        }
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    private static List<String> quoted(String text) {
        List<String> names = Pattern.compile("`([A-Za-z0-9_./-]+)`")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names).hasSizeGreaterThan(4);
        return names;
    }
}
