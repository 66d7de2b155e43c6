package dev.lazymigration.config;

import java.text.MessageFormat;
import java.util.Properties;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminRoot;

/** Messages in the language of the administrator who asks, as Keycloak's own admin API gives them. */
public final class AdminMessages {

    private final Properties messages;

    /** @param session of his request */
    public AdminMessages(KeycloakSession session, RealmModel realm) {
        String locale = session.getContext().getBearerToken() instanceof AccessToken token ? token.getLocale() : null;
        messages = AdminRoot.getMessages(session, realm, locale, "admin-messages", "messages");
    }

    /**
     * The message, or the key when there is none.
     *
     * @param parameters those which are keys are replaced too, as in Keycloak's {@code ComponentResource}; null for none
     */
    public String format(String key, Object... parameters) {
        Object[] readable = parameters == null
                ? new Object[0]
                : Stream.of(parameters)
                        .map(parameter ->
                                parameter instanceof String text ? messages.getProperty(text, text) : parameter)
                        .toArray();
        return MessageFormat.format(messages.getProperty(key, key), readable);
    }
}
