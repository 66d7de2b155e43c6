package dev.lazymigration;

import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ListScript;
import dev.lazymigration.script.NoticeScript;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.tracing.TracedModule;

/** What the scripts of a provider run under, and are checked under before it is saved. */
final class ScriptSettings {

    private ScriptSettings() {}

    static DirectorySettings of(
            String providerName, MigrationConfig config, ServerOptions options, HostPrimitives primitives) {
        return DirectorySettings.of(providerName, config.loginScript(), config.getUserScript())
                .withDialect(dialect(config))
                .withEnv(config.env(), config.secrets())
                .withTimeLimits(config.lookupTimeout(), config.loginTimeout())
                .withLimits(options.runLimits())
                .withHostModules(TracedModule.all(primitives.modules()))
                .withModuleFolder(options.moduleFolder())
                .withListScript(new ListScript(config.listUsersScript(), config.listUsersTimeout()))
                .withNoticeScript(new NoticeScript(
                        config.onMigratedScript(),
                        config.importSettings().notices().timeLimit()));
    }

    private static ScriptDialect dialect(MigrationConfig config) {
        return switch (config.dialect()) {
            case AUTHING -> ScriptDialect.AUTHING;
            case AUTH0 -> ScriptDialect.AUTH0;
        };
    }
}
