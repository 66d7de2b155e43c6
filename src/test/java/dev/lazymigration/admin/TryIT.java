package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AdminRoles;
import org.keycloak.representations.idm.AdminEventRepresentation;

@LazyMigrationTest
class TryIT {

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    TryIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    private static Map<String, Object> login(String username, String password) {
        return Map.of("script", "login", "query", Map.of("username", username), "password", password);
    }

    private static Map<String, Object> login(String password, Map<String, String> config) {
        return Map.of("script", "login", "query", Map.of("username", "ada"), "password", password, "config", config);
    }

    private static JsonNode answer(MigrationApi.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode tried(Map<String, Object> request) {
        return answer(MigrationApi.of(realm).tryOut(request));
    }

    @Test
    void theRightPasswordShowsTheProfileTheUserAndTheCallsAndWritesNothing() {
        LegacyAccount ada = LegacyAccount.named("try-ada");
        long legacyId = legacy.addUser(ada);
        KeycloakTables.Snapshot before = tables.snapshot();

        JsonNode trial = tried(login("try-ada", ada.password()));

        assertThat(before.changesUntil(tables.snapshot())).isEmpty();
        assertThat(realm.user("try-ada")).isEmpty();
        assertThat(trial.path("outcome").asText()).isEqualTo("authenticated");
        assertThat(trial.has("reason")).isFalse();
        assertThat(trial.path("profile").path("id").asText()).isEqualTo(String.valueOf(legacyId));
        assertThat(trial.path("fate").path("becomes").asText()).isEqualTo("new-user");
        JsonNode user = trial.path("user");
        assertThat(user.path("username").asText()).isEqualTo("try-ada");
        assertThat(user.path("email").asText()).isEqualTo("try-ada@example.org");
        assertThat(user.path("firstName").asText()).isEqualTo("Try-ada");
        assertThat(user.path("enabled").asBoolean()).isTrue();
        assertThat(user.path("attributes").path("website")).hasToString("[\"https://example.org/~try-ada\"]");
        assertThat(trial.path("password")).hasToString("{\"acceptable\":true,\"update\":false}");
        assertThat(trial.path("calls").findValuesAsText("function")).anyMatch(call -> call.startsWith("pg."));
        assertThat(trial.path("millis").path("script").asLong())
                .isGreaterThanOrEqualTo(trial.path("millis").path("calls").asLong());
        assertThat(trial.path("millis").has("preparation")).isTrue();
        assertThat(trial.path("millis").has("mapping")).isTrue();
    }

    @Test
    void theWrongPasswordAndTheUnknownUserAreRefusedWithTheScriptsOwnReason() {
        LegacyAccount grace = LegacyAccount.named("try-grace");
        legacy.addUser(grace);

        JsonNode wrong = tried(login("try-grace", "not her password"));
        JsonNode unknown = tried(login("try-nobody", "any password"));

        assertThat(wrong.path("outcome").asText()).isEqualTo("refused");
        assertThat(wrong.path("reason").asText()).contains("The password is wrong");
        assertThat(wrong.has("profile")).isFalse();
        assertThat(wrong.has("fate")).isFalse();
        assertThat(unknown.path("outcome").asText()).isEqualTo("refused");
        assertThat(unknown.path("reason").asText()).contains("There is no such user");
    }

    @Test
    void theGetUserScriptFindsWhoIsThere() {
        legacy.addUser(LegacyAccount.named("try-radia"));

        JsonNode found = tried(Map.of("script", "getUser", "query", Map.of("email", "try-radia@example.org")));
        JsonNode notFound = tried(Map.of("script", "getUser", "query", Map.of("email", "nobody@example.org")));

        assertThat(found.path("outcome").asText()).isEqualTo("found");
        assertThat(found.path("user").path("username").asText()).isEqualTo("try-radia");
        assertThat(found.has("password")).isFalse();
        assertThat(notFound.path("outcome").asText()).isEqualTo("not-found");
        assertThat(notFound.has("user")).isFalse();
    }

    @Test
    void aScriptThatIsNotSavedRunsAndItsConsoleIsShown() {
        String script = "async function login(query) { console.log('asked for', query.username);"
                + " return { id: 7, username: 'ada', roles: ['no-such-role'], groups: ['/no/such/group'] }; }";

        JsonNode trial = tried(login("a password", Map.of("loginScript", script)));

        assertThat(trial.path("outcome").asText()).isEqualTo("authenticated");
        assertThat(trial.path("console")).singleElement().asString().contains("asked for ada");
        assertThat(trial.path("warnings").findValuesAsText("reason"))
                .anyMatch(reason -> reason.startsWith("there is no role no-such-role in the realm"))
                .anyMatch(reason -> reason.startsWith("there is no group /no/such/group in the realm"));
        assertThat(realm.provider().getConfig().getFirst("loginScript")).isNotEqualTo(script);
    }

    @Test
    void aScriptThatBreaksSaysWhere() {
        String script = "async function login(query) {\n  const rows = undefined;\n  return rows.length;\n}";

        JsonNode trial = tried(login("a password", Map.of("loginScript", script)));

        assertThat(trial.path("outcome").asText()).isEqualTo("broken");
        assertThat(trial.path("reason").asText()).startsWith("TypeError").contains("line 3");
    }

    @Test
    void whatCouldNotBeSavedIsRefusedWithTheMessageOfSaving() {
        String doesNotCompile = "async function login(query) {\n  return {;\n}";
        MigrationApi api = MigrationApi.of(realm);

        Map.of(
                        Map.of("loginScript", doesNotCompile),
                        "loginScript does not compile: line 2, column 11: ",
                        Map.of("lookupTimeoutMs", "-1"),
                        "lookupTimeoutMs ",
                        Map.of("loginScrip", "a slip"),
                        "config holds a key that a provider does not have")
                .forEach((config, message) -> {
                    MigrationApi.Answer answer = api.tryOut(login("a password", config));
                    assertThat(answer.status()).as(message).isEqualTo(400);
                    assertThat(answer.body().path("errorMessage").asText()).startsWith(message);
                });
    }

    @Test
    void aRequestThatMakesNoSenseIsRefused() {
        MigrationApi api = MigrationApi.of(realm);

        Map.of(
                        "{\"script\":\"magic\",\"query\":{\"username\":\"ada\"}}",
                        "script has to be one of: login, getUser",
                        "{\"script\":\"login\",\"query\":{\"username\":\"ada\"}}",
                        "the login script needs a password",
                        "{\"script\":\"getUser\"}",
                        "query needs an id, an email, a username or a phone",
                        "{\"script\":\"getUser\",\"query\":{\"username\":\" \"}}",
                        "query needs an id, an email, a username or a phone",
                        "{\"script\":\"getUser\",\"query\":{\"username\":\"" + "a".repeat(1001) + "\"}}",
                        "query and password take 1000 characters each",
                        "null",
                        "the request needs a body")
                .forEach((body, message) -> {
                    MigrationApi.Answer answer = api.tryOut(body);
                    assertThat(answer.status()).as(message).isEqualTo(400);
                    assertThat(answer.body().path("errorMessage").asText()).isEqualTo(message);
                });
        assertThat(api.tryOut("").status()).isEqualTo(400);
        assertThat(api.tryOut("{\"script\":").status()).isEqualTo(400);
    }

    @Test
    void whoStandsInTheWayAndWhoIsAcrossAlreadyAreShown() {
        LegacyAccount barbara = LegacyAccount.named("try-barbara");
        String inTheWay = realm.addUser("somebody", barbara.email(), "a password");
        legacy.addUser(barbara);
        LegacyAccount margaret = LegacyAccount.named("try-margaret");
        legacy.addUser(margaret);
        realm.openLogin().signIn("try-margaret", margaret.password());

        JsonNode taken = tried(login("try-barbara", barbara.password())).path("fate");
        JsonNode across = tried(login("try-margaret", margaret.password())).path("fate");

        assertThat(taken.path("becomes").asText()).isEqualTo("refused");
        assertThat(taken.path("code").asText()).isEqualTo("email-taken");
        assertThat(taken.path("explanation").asText()).contains("another Keycloak user has his e-mail address");
        assertThat(taken.path("collisions"))
                .hasToString("[{\"userId\":\"" + inTheWay + "\",\"username\":\"somebody\"}]");
        assertThat(across.path("becomes").asText()).isEqualTo("known-user");
        assertThat(across.path("userId").asText())
                .isEqualTo(realm.user("try-margaret").orElseThrow().getId());
    }

    @Test
    void thePolicysVerdictOnAWeakPasswordIsShown() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);
        TestRealm strict = TestRealm.named("try-strict")
                .with(legacy)
                .realm(settings -> settings.setPasswordPolicy("length(40)"))
                .create(server);

        JsonNode verdict = answer(MigrationApi.of(strict).tryOut(login("ada", ada.password())))
                .path("password");

        assertThat(verdict.path("acceptable").asBoolean(true)).isFalse();
        assertThat(verdict.path("problem").asText()).contains("40");
        assertThat(verdict.path("update").asBoolean()).isTrue();
    }

    @Test
    void neitherThePasswordNorAConfiguredSecretNorAHashGetsAnywhere() {
        realm.change(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        String password = "s3cret/of the \"trial\"";
        String script = "async function login(query, password) { console.log(password, env.DB_CONNECTION_URI);"
                + " return { id: 9, username: 'ada', nickname: password, note: env.DB_CONNECTION_URI,"
                + " password_hash: 'of-no-known-form', roles: [password], nested: { list: [password] } }; }";
        String throwing = "async function login(query, password) { throw new Error(password); }";
        ServerLog.Mark mark = server.log().mark();

        MigrationApi api = MigrationApi.of(realm);
        MigrationApi.Answer shown = api.tryOut(login(password, Map.of("loginScript", script)));
        MigrationApi.Answer thrown = api.tryOut(login(password, Map.of("loginScript", throwing)));
        api.tryOut(Map.of("script", "login", "query", Map.of("username", password), "password", password));

        assertThat(answer(shown).path("profile").path("nickname").asText()).isEqualTo("***");
        assertThat(shown.body().path("profile").path("password_hash").asText()).isEqualTo("***");
        assertThat(answer(thrown).path("reason").asText()).startsWith("***");
        List<AdminEventRepresentation> events = realm.admin().getAdminEvents().stream()
                .filter(event -> "LAZY_MIGRATION_TRIAL".equals(event.getResourceType()))
                .toList();
        assertThat(events).hasSizeGreaterThanOrEqualTo(3);
        assertThat(events.get(1).getOperationType()).isEqualTo("ACTION");
        assertThat(events.get(1).getResourcePath())
                .isEqualTo("lazy-migration/" + realm.provider().getId() + "/try");
        assertThat(events.get(1).getRepresentation())
                .contains("\"script\":\"login\"", "\"changed\":[\"loginScript\"]", "\"outcome\":\"refused\"");
        String everything = shown.response().body()
                + thrown.response().body()
                + events.stream()
                        .map(AdminEventRepresentation::getRepresentation)
                        .toList()
                + server.log().since(mark);
        assertThat(everything)
                .doesNotContain("s3cret/of the", "of-no-known-form", LegacyDatabase.READER_PASSWORD)
                .doesNotContain("s3cret%2Fof");
    }

    @Test
    void itTakesToViewUsersAndToManageTheRealm() {
        Map<String, Object> request = Map.of("script", "getUser", "query", Map.of("username", "nobody"));

        assertThat(MigrationApi.ofAdministrator(realm, "try-viewer", AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)
                        .tryOut(request)
                        .status())
                .isEqualTo(403);
        assertThat(MigrationApi.ofAdministrator(realm, "try-realm", AdminRoles.MANAGE_REALM)
                        .tryOut(request)
                        .status())
                .isEqualTo(403);
        assertThat(MigrationApi.ofAdministrator(realm, "try-both", AdminRoles.VIEW_USERS, AdminRoles.MANAGE_REALM)
                        .tryOut(request)
                        .status())
                .isEqualTo(200);
        assertThat(MigrationApi.of(realm).as(null).tryOut(request).status()).isEqualTo(401);
        assertThat(MigrationApi.of(realm, "no-such-provider").tryOut(request).status())
                .isEqualTo(404);
    }
}
