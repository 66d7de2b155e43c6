package dev.lazymigration;

import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import java.util.function.UnaryOperator;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.UserStorageProviderModel;

/** Whether a provider can be saved as it is. */
record ConfigurationCheck(KeycloakSession session, ServerOptions options, UnaryOperator<String> vault) {

    /**
     * A provider that cannot work any more, its vault entry gone for example, has to be possible to switch off and to
     * finish.
     */
    void of(ComponentModel component) throws InvalidConfigException {
        if (!new UserStorageProviderModel(component).isEnabled()
                || FinishConfig.check(component).isPresent()) {
            return;
        }
        MigrationConfig config = MigrationConfig.from(component, vault, options);
        ScriptValidation.check(component.getName(), config, options, ServerHttp.of(session));
    }
}
