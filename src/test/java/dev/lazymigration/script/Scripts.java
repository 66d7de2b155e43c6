package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs scripts in a directory of their own and keeps what the runs reported. */
final class Scripts {

    static final RequestContext CONTEXT =
            new RequestContext("realm-id", "acme", "shop", "The shop", "192.0.2.7", "Firefox");

    private static final RequestContext BACKGROUND = new RequestContext("realm-id", "acme", null, null, null, null);

    private DirectorySettings settings = DirectorySettings.of("legacy", "() => null", "() => null")
            .withTimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(20));
    private final List<RunReport> reports = new CopyOnWriteArrayList<>();

    static Scripts with(HostModule... modules) {
        Scripts scripts = new Scripts();
        scripts.settings = scripts.settings.withHostModules(List.of(modules));
        return scripts;
    }

    Scripts in(ScriptDialect dialect) {
        settings = settings.withDialect(dialect);
        return this;
    }

    Scripts within(Duration limit) {
        settings = settings.withTimeLimits(limit, limit);
        return this;
    }

    Scripts within(RunLimits limits) {
        settings = settings.withLimits(limits);
        return this;
    }

    Scripts env(Map<String, String> env, String... secrets) {
        settings = settings.withEnv(env, Set.of(secrets));
        return this;
    }

    Scripts modulesIn(Path folder) {
        settings = settings.withModuleFolder(ModuleFolder.at(folder));
        return this;
    }

    LoginOutcome login(String script) {
        return login(script, "secret-password");
    }

    LoginOutcome login(String script, String password) {
        try (ScriptedDirectory directory = directory(script, "() => null")) {
            return directory.login(new LegacyQuery("7", "ada@example.org", null, null), password, CONTEXT);
        }
    }

    LookupOutcome find(String script) {
        try (ScriptedDirectory directory = directory("() => null", script)) {
            return directory.find(LegacyQuery.byEmail("ada@example.org"), CONTEXT);
        }
    }

    ListOutcome list(String script, ListQuery query) {
        DirectorySettings listing = settings.withListScript(new ListScript(script, settings.loginLimit()));
        try (ScriptedDirectory directory = new ScriptedDirectory(listing, (report, context) -> reports.add(report))) {
            return directory.list(query, BACKGROUND);
        }
    }

    /** Tells the script of the legacy user 7, who became the Keycloak user {@code kc-7}. */
    NoticeOutcome migrated(String script) {
        LegacyUser ada = new LegacyUser("7", Map.of("id", 7, "email", "ada@example.org"));
        DirectorySettings told = settings.withNoticeScript(new NoticeScript(script, settings.loginLimit()));
        try (ScriptedDirectory directory = new ScriptedDirectory(told, (report, context) -> reports.add(report))) {
            return directory.migrated(new MigratedUser(ada, "kc-7"), BACKGROUND);
        }
    }

    /** What a script's function returns, as a profile's field. */
    Object value(String expression) {
        LookupOutcome outcome =
                find("async function getUser(query, context) { return { id: 1, value: await (" + expression + ") }; }");
        if (outcome instanceof LookupOutcome.Found found) {
            return found.user().profile().get("value");
        }
        throw new AssertionError(expression + " gave " + outcome);
    }

    ScriptedDirectory directory(String loginScript, String getUserScript) {
        DirectorySettings both = new DirectorySettings(
                settings.name(),
                settings.dialect(),
                loginScript,
                getUserScript,
                settings.env(),
                settings.secrets(),
                settings.lookupLimit(),
                settings.loginLimit(),
                settings.limits(),
                settings.hostModules(),
                settings.moduleFolder(),
                settings.listScript(),
                settings.noticeScript());
        return new ScriptedDirectory(both, (report, context) -> reports.add(report));
    }

    List<RunReport> reports() {
        return reports;
    }
}
