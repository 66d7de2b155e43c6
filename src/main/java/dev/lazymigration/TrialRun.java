package dev.lazymigration;

import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.legacy.LegacyTrial;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.migration.LegacyTrials.Question;
import dev.lazymigration.migration.LegacyTrials.Trial;
import dev.lazymigration.script.ScriptTrial;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HttpSource;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;

/** A run of a script for an administrator, under what a provider's scripts run under; nothing stays open after it. */
record TrialRun(KeycloakSession session, ServerOptions options, UnaryOperator<String> vault) {

    Trial of(ComponentModel candidate, Question question) throws InvalidConfigException {
        long start = System.nanoTime();
        MigrationConfig config = MigrationConfig.from(candidate, vault, options);
        HttpSource http = ServerHttp.of(session);
        ScriptValidation.check(candidate.getName(), config, options, http);
        try (HostPrimitives primitives = HostPrimitives.open(options.hostSettings(http))) {
            RequestContext context =
                    RequestContexts.of(session.getContext(), session.realms().getRealm(candidate.getParentId()));
            ScriptTrial trial = new ScriptTrial(
                    ScriptSettings.of(candidate.getName() + " (try)", config, options, primitives), context);
            Duration preparation = Duration.ofNanos(System.nanoTime() - start);
            return new Trial(run(trial, question), config.importSettings(), preparation);
        }
    }

    private static LegacyTrial run(ScriptTrial trial, Question question) {
        return switch (question.script()) {
            case LOGIN -> trial.login(question.query(), question.password().orElseThrow());
            case GET_USER -> trial.find(question.query(), question.password());
        };
    }
}
