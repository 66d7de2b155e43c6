package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyStatus;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;

/** Who knows how the legacy systems are: the factory of the providers. */
public interface LegacyWatch {

    /**
     * How the legacy system of a provider is, as this node sees it. Asks it for nothing but how many users it has, and
     * that once in some minutes; then this takes as long as the provider's listUsers script.
     *
     * @param provider that is switched on
     */
    LegacyStatus legacyStatus(KeycloakSession session, ComponentModel provider);
}
