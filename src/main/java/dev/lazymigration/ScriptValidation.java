package dev.lazymigration;

import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.script.ScriptCheck;
import dev.lazymigration.script.ScriptException;
import dev.lazymigration.script.ScriptSlot;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HttpSource;

/** Whether the scripts of a configuration can be run at all. */
final class ScriptValidation {

    private ScriptValidation() {}

    static void check(String providerName, MigrationConfig config, ServerOptions options, HttpSource http)
            throws InvalidConfigException {
        try (HostPrimitives primitives = HostPrimitives.open(options.hostSettings(http))) {
            ScriptCheck check = new ScriptCheck(ScriptSettings.of(providerName, config, options, primitives));
            check(check, ScriptSlot.LOGIN, "loginScript", config.loginScript());
            check(check, ScriptSlot.GET_USER, "getUserScript", config.getUserScript());
            if (config.listsUsers()) {
                check(check, ScriptSlot.LIST_USERS, "listUsersScript", config.listUsersScript());
            }
            if (!config.onMigratedScript().isEmpty()) {
                check(check, ScriptSlot.ON_MIGRATED, "onMigratedScript", config.onMigratedScript());
            }
        }
    }

    private static void check(ScriptCheck check, ScriptSlot slot, String key, String source)
            throws InvalidConfigException {
        try {
            check.check(slot, source);
        } catch (ScriptException unusable) {
            throw unusable.line() > 0 && unusable.column() > 0
                    ? new InvalidConfigException(
                            "lazyMigrationScriptSyntax",
                            key,
                            String.valueOf(unusable.line()),
                            String.valueOf(unusable.column()),
                            unusable.getMessage())
                    : new InvalidConfigException("lazyMigrationScriptNotAFunction", key, unusable.describe());
        }
    }
}
