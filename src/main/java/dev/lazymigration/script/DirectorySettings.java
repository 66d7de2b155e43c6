package dev.lazymigration.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that a {@link ScriptedDirectory} needs to know.
 *
 * @param name what the administrator calls it, for the log
 * @param dialect the calling convention of the scripts
 * @param loginScript the source of the login script
 * @param getUserScript the source of the getUser script
 * @param env what the scripts see as {@code env} and {@code configuration}
 * @param secrets values that must never get into a log or an outcome's reason, such as the database password
 * @param lookupLimit how long a look-up may take, host calls included
 * @param loginLimit how long the proof of a password may take, host calls included
 * @param limits what else a run may use
 * @param hostModules what the module files stand on; closed by whoever made them
 * @param moduleFolder the modules that the server's operator has added
 * @param listScript what lists the users
 * @param noticeScript what is told of migrated users
 */
public record DirectorySettings(
        String name,
        ScriptDialect dialect,
        String loginScript,
        String getUserScript,
        Map<String, String> env,
        Set<String> secrets,
        Duration lookupLimit,
        Duration loginLimit,
        RunLimits limits,
        List<HostModule> hostModules,
        ModuleFolder moduleFolder,
        ListScript listScript,
        NoticeScript noticeScript) {

    public DirectorySettings {
        env = Map.copyOf(env);
        secrets = Set.copyOf(secrets);
        hostModules = List.copyOf(hostModules);
        if (lookupLimit.isNegative() || lookupLimit.isZero() || loginLimit.isNegative() || loginLimit.isZero()) {
            throw new IllegalArgumentException("Time limits are positive");
        }
    }

    /** Two scripts of Authing with the usual limits; the rest by the {@code with…} methods. */
    public static DirectorySettings of(String name, String loginScript, String getUserScript) {
        return new DirectorySettings(
                name,
                ScriptDialect.AUTHING,
                loginScript,
                getUserScript,
                Map.of(),
                Set.of(),
                Duration.ofMillis(2000),
                Duration.ofMillis(5000),
                RunLimits.DEFAULT,
                List.of(),
                ModuleFolder.none(),
                ListScript.NONE,
                NoticeScript.NONE);
    }

    public DirectorySettings withDialect(ScriptDialect newDialect) {
        return with(draft -> draft.dialect = newDialect);
    }

    public DirectorySettings withEnv(Map<String, String> newEnv, Set<String> newSecrets) {
        return with(draft -> {
            draft.env = newEnv;
            draft.secrets = newSecrets;
        });
    }

    public DirectorySettings withTimeLimits(Duration newLookupLimit, Duration newLoginLimit) {
        return with(draft -> {
            draft.lookupLimit = newLookupLimit;
            draft.loginLimit = newLoginLimit;
        });
    }

    public DirectorySettings withLimits(RunLimits newLimits) {
        return with(draft -> draft.limits = newLimits);
    }

    public DirectorySettings withHostModules(List<HostModule> newHostModules) {
        return with(draft -> draft.hostModules = newHostModules);
    }

    public DirectorySettings withModuleFolder(ModuleFolder newModuleFolder) {
        return with(draft -> draft.moduleFolder = newModuleFolder);
    }

    public DirectorySettings withListScript(ListScript newListScript) {
        return with(draft -> draft.listScript = newListScript);
    }

    public DirectorySettings withNoticeScript(NoticeScript newNoticeScript) {
        return with(draft -> draft.noticeScript = newNoticeScript);
    }

    private DirectorySettings with(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return new DirectorySettings(
                name,
                draft.dialect,
                loginScript,
                getUserScript,
                draft.env,
                draft.secrets,
                draft.lookupLimit,
                draft.loginLimit,
                draft.limits,
                draft.hostModules,
                draft.moduleFolder,
                draft.listScript,
                draft.noticeScript);
    }

    /** What can be changed of these settings, on its way into other ones. */
    private final class Draft {

        private ScriptDialect dialect = DirectorySettings.this.dialect;
        private Map<String, String> env = DirectorySettings.this.env;
        private Set<String> secrets = DirectorySettings.this.secrets;
        private Duration lookupLimit = DirectorySettings.this.lookupLimit;
        private Duration loginLimit = DirectorySettings.this.loginLimit;
        private RunLimits limits = DirectorySettings.this.limits;
        private List<HostModule> hostModules = DirectorySettings.this.hostModules;
        private ModuleFolder moduleFolder = DirectorySettings.this.moduleFolder;
        private ListScript listScript = DirectorySettings.this.listScript;
        private NoticeScript noticeScript = DirectorySettings.this.noticeScript;
    }

    /** Says nothing of the scripts and the environment: both may hold secrets. */
    @Override
    public String toString() {
        return "DirectorySettings[name=" + name + "]";
    }
}
