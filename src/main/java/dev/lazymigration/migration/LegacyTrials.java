package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyTrial;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;

/** Who can try out a provider's scripts: the factory of the providers. */
public interface LegacyTrials {

    /**
     * What came of it.
     *
     * @param run of the script
     * @param settings of the provider, by which the user would be imported
     * @param preparation how long it took to check the configuration and the scripts, and to translate them
     */
    record Trial(LegacyTrial run, ImportSettings settings, Duration preparation) {

        public Trial {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(preparation, "preparation");
        }
    }

    /** Which script is asked. */
    enum Script {
        LOGIN,
        GET_USER
    }

    /**
     * What it is asked.
     *
     * @param script which one
     * @param query what is known of the user
     * @param password as it was typed; there for the login script, and possibly for a getUser script, which does not get
     *     it, so that it does not turn up in what the script says
     */
    record Question(Script script, LegacyQuery query, Optional<String> password) {

        public Question {
            Objects.requireNonNull(query, "query");
            if (script == Script.LOGIN && password.isEmpty()) {
                throw new IllegalArgumentException("A login script needs a password");
            }
        }

        /** Says nothing about the password. */
        @Override
        public String toString() {
            return "Question[" + script + "]";
        }
    }

    /**
     * Asks a script once, on connections of its own. Neither what protects the legacy system nor what is known of it has
     * a part in this, and it has none in them.
     *
     * @param candidate a provider as it might be saved; need not be what is stored
     * @throws org.keycloak.component.ComponentValidationException when such a provider could not be saved; with the same
     *     message
     */
    Trial tryOut(KeycloakSession session, ComponentModel candidate, Question question);
}
