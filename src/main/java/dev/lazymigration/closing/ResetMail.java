package dev.lazymigration.closing;

import dev.lazymigration.closing.jpa.LinkedUsers;
import dev.lazymigration.closing.jpa.MailLabel;
import dev.lazymigration.migration.LegacyPassword;
import dev.lazymigration.migration.MigrationLog;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.SystemClientUtil;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.storage.UserStorageUtil;

/**
 * The mail with a link to a new password for one linked user: the one that Keycloak's admin API sends ({@code
 * UserResource#executeActionsEmail}), with its text and its time limit.
 *
 * @param own the session of a transaction for this user alone, with his realm and an address in its context
 */
record ResetMail(KeycloakSession own, RealmModel realm, String providerId, String userId, MigrationLog log) {

    private static final List<String> ACTIONS = List.of(RequiredAction.UPDATE_PASSWORD.name());

    MailOutcome send() {
        return user().filter(ResetMail::needsOne).map(this::sendTo).orElse(MailOutcome.NOT_NEEDED);
    }

    /** He may have logged in, or have been switched off, since he was chosen. */
    private static boolean needsOne(UserModel user) {
        return user.isEnabled()
                && user.getEmail() != null
                && LegacyPassword.of(user).isPresent();
    }

    private MailOutcome sendTo(UserModel user) {
        if (!label(user, MailLabel.SENT)) {
            return MailOutcome.NOT_NEEDED;
        }
        int lifespan = realm.getActionTokenGeneratedByAdminLifespan();
        try {
            own.getProvider(EmailTemplateProvider.class)
                    .setAttribute(Constants.TEMPLATE_ATTR_REQUIRED_ACTIONS, ACTIONS)
                    .setAttribute(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true)
                    .setRealm(realm)
                    .setUser(user)
                    .sendExecuteActions(link(user, lifespan), TimeUnit.SECONDS.toMinutes(lifespan));
            return MailOutcome.SENT;
        } catch (EmailException failed) {
            log.mailFailed(userId, failed);
            own.getTransactionManager().setRollbackOnly();
            return MailOutcome.FAILED;
        }
    }

    private String link(UserModel user, int lifespan) {
        KeycloakUriInfo uri = own.getContext().getUri();
        ExecuteActionsActionToken token = new ExecuteActionsActionToken(
                userId,
                user.getEmail(),
                Math.toIntExact(Instant.now().plusSeconds(lifespan).getEpochSecond()),
                ACTIONS,
                null,
                SystemClientUtil.getSystemClient(realm).getClientId());
        UriBuilder builder = LoginActionsService.actionTokenProcessor(uri);
        return builder.queryParam("key", token.serialize(own, realm, uri))
                .build(realm.getName())
                .toString();
    }

    /** Writes down that none could be sent. */
    void failed() {
        user().ifPresent(user -> label(user, MailLabel.FAILED));
    }

    /** Whether it was not written down already. */
    private boolean label(UserModel user, String text) {
        boolean first = new LinkedUsers(own).label(userId, text, providerId);
        Optional.<UserCache>ofNullable(UserStorageUtil.userCache(own)).ifPresent(cache -> cache.evict(realm, user));
        return first;
    }

    private Optional<UserModel> user() {
        return Optional.ofNullable(own.users().getUserById(realm, userId));
    }
}
