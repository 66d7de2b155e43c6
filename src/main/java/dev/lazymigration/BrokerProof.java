package dev.lazymigration;

import dev.lazymigration.migration.FirstBrokerLogin;
import dev.lazymigration.migration.ImportOutcome;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.MigrationJournal;
import dev.lazymigration.migration.PendingUser;
import dev.lazymigration.migration.UserImporter;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The moment in which a pending user becomes a user of Keycloak without a password: Keycloak's first-broker-login flow
 * has proved who he is, by a link in a mail to him for example, and now loads him to link him with the identity
 * provider. Belongs to one Keycloak session.
 *
 * <p>Keycloak asks no provider whether to link, nor does it tell one before it has linked; so that the link, the
 * session and the tokens carry the id of an imported user, he has to be one when he is loaded.
 */
final class BrokerProof {

    private final KeycloakSession session;
    private final ComponentModel provider;
    private final ImportSettings settings;
    private final FirstBrokerLogin login;
    private final FlowNotes notes;
    private final RequestEnd requestEnd;

    BrokerProof(KeycloakSession session, ConfiguredProvider configured) {
        this.session = session;
        this.provider = configured.component();
        this.settings = configured.importSettings();
        this.login = new FirstBrokerLogin(session);
        this.notes = new FlowNotes(session);
        this.requestEnd = new RequestEnd(session);
    }

    /** The user as Keycloak is to know him: imported, if he has just been proved to be who he is. */
    UserModel known(RealmModel realm, PendingUser pending) {
        return pending.isPending() && login.hasSucceeded() ? imported(realm, pending) : pending;
    }

    private UserModel imported(RealmModel realm, PendingUser pending) {
        // Somebody's mail must not vouch for an address that he has got since.
        if (login.hasConfirmedByMail() && notes.isStillAt(pending.getId(), pending.getEmail())) {
            pending.setEmailVerified(true);
        }
        MigrationJournal journal = new MigrationJournal(session, realm, provider);
        ImportOutcome outcome = new UserImporter(session, realm, provider, settings, journal).afterBrokerLogin(pending);
        return outcome.fold(
                imported -> {
                    pending.become(imported.user());
                    if (!pending.isEnabled()) {
                        throw requestEnd.disabled();
                    }
                    return pending;
                },
                disabled -> {
                    throw requestEnd.disabled();
                },
                refused -> {
                    journal.refused(pending.legacyUser(), pending.getUsername(), refused.reason());
                    throw requestEnd.conflict();
                });
    }
}
