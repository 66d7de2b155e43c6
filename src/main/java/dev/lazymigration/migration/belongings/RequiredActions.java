package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.NotApplied;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.DefaultRequiredActions;

/** Asks of a user, in the login that imports him, what a legacy profile says he has still to do. */
record RequiredActions(KeycloakSession own, RealmModel realm) {

    private static final String FIELD = "requiredActions";

    /** @return why it is not asked of him, empty if it is */
    Optional<NotApplied> add(UserModel user, String name) {
        String alias = DefaultRequiredActions.getDefaultRequiredActionCaseInsensitively(name);
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(alias);
        if (action == null || !action.isEnabled() || !isOnServer(action)) {
            return Optional.of(new NotApplied(
                    FIELD, "the required action %s is not there or not enabled in the realm".formatted(name)));
        }
        user.addRequiredAction(alias);
        return Optional.empty();
    }

    /** A realm keeps the actions of a feature that was switched off on the server. */
    private boolean isOnServer(RequiredActionProviderModel action) {
        return own.getKeycloakSessionFactory().getProviderFactory(RequiredActionProvider.class, action.getProviderId())
                != null;
    }
}
