package dev.lazymigration.script.module;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.HostModule;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.ScriptedDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs scripts that require our modules, on the real primitives. */
final class NodeScript {

    private static final RequestContext CONTEXT =
            new RequestContext("realm-id", "acme", "shop", "The shop", "192.0.2.7", "Firefox");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<HostModule> modules;
    private final Map<String, String> env;
    private final Duration limit;
    private final ScriptDialect dialect;

    private NodeScript(List<HostModule> modules, Map<String, String> env, Duration limit, ScriptDialect dialect) {
        this.modules = List.copyOf(modules);
        this.env = Map.copyOf(env);
        this.limit = limit;
        this.dialect = dialect;
    }

    static NodeScript on(List<HostModule> modules) {
        return new NodeScript(modules, Map.of(), LIMIT, ScriptDialect.AUTHING);
    }

    NodeScript env(String name, String value) {
        return new NodeScript(modules, Map.of(name, value), limit, dialect);
    }

    NodeScript env(Map<String, String> newEnv) {
        return new NodeScript(modules, newEnv, limit, dialect);
    }

    NodeScript env(Map<String, String> values) {
        return new NodeScript(modules, values, limit);
    }

    NodeScript within(Duration newLimit) {
        return new NodeScript(modules, env, newLimit, dialect);
    }

    NodeScript in(ScriptDialect newDialect) {
        return new NodeScript(modules, env, limit, newDialect);
    }

    LoginOutcome login(String script, LegacyQuery query, String password) {
        try (ScriptedDirectory directory = new ScriptedDirectory(settings(script, "() => null"))) {
            return directory.login(query, password, CONTEXT);
        }
    }

    LookupOutcome find(String script, LegacyQuery query) {
        try (ScriptedDirectory directory = new ScriptedDirectory(settings("() => null", script))) {
            return directory.find(query, CONTEXT);
        }
    }

    /** What the body of an async function returns; it has to be JSON. */
    Object value(String body) {
        LookupOutcome outcome = find(
                "async function getUser(query, context) { const value = await (async () => {" + body
                        + "})(); return { id: 1, value: value }; }",
                LegacyQuery.byId("1"));
        if (outcome instanceof LookupOutcome.Found found) {
            return found.user().profile().get("value");
        }
        throw new AssertionError(body + " gave " + outcome);
    }

    /** The message of the error that the body of an async function throws. */
    Object error(String body) {
        return value("try { await (async () => {" + body + "})(); } catch (e) { return e.message; } return null;");
    }

    private DirectorySettings settings(String loginScript, String getUserScript) {
        return DirectorySettings.of("legacy", loginScript, getUserScript)
                .withDialect(dialect)
                .withEnv(env, Set.of())
                .withTimeLimits(limit, limit)
                .withHostModules(modules);
    }
}
