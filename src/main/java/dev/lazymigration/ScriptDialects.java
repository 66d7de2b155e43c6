package dev.lazymigration;

import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.script.ScriptDialect;

/** The dialect that a configuration names, in the terms of those who run scripts. */
final class ScriptDialects {

    private ScriptDialects() {}

    static ScriptDialect of(MigrationConfig config) {
        return switch (config.dialect()) {
            case AUTHING -> ScriptDialect.AUTHING;
            case AUTH0 -> ScriptDialect.AUTH0;
        };
    }
}
