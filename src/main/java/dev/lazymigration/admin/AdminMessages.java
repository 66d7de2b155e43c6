package dev.lazymigration.admin;

import java.text.MessageFormat;
import java.util.Properties;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminRoot;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Messages in the language of the administrator, as Keycloak's own admin API gives them. */
final class AdminMessages {

    private final Properties messages;

    AdminMessages(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        messages = AdminRoot.getMessages(
                session, realm, permissions.adminAuth().getToken().getLocale(), "admin-messages", "messages");
    }

    /**
     * The message, or the key when there is none.
     *
     * @param parameters those which are keys are replaced too, as in Keycloak's {@code ComponentResource}; null for none
     */
    String format(String key, Object[] parameters) {
        Object[] readable = parameters == null
                ? new Object[0]
                : Stream.of(parameters)
                        .map(parameter ->
                                parameter instanceof String text ? messages.getProperty(text, text) : parameter)
                        .toArray();
        return MessageFormat.format(messages.getProperty(key, key), readable);
    }
}
