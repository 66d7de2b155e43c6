package dev.lazymigration.closing;

import dev.lazymigration.closing.jpa.LinkedUsers;
import dev.lazymigration.closing.jpa.LinkedUsers.Part;
import dev.lazymigration.migration.MigrationLog;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sends linked users a link by which they choose a password. Who has got one is written down with each mail, so that
 * whoever calls next goes on where this was interrupted. Belongs to one Keycloak session, that of a request: the links
 * begin with its address.
 */
public record ResetMails(KeycloakSession session, RealmModel realm, ComponentModel provider) {

    /** After so many failures in a row it is the mail server, and not the addresses. */
    private static final int PATIENCE = 5;

    /** How far they are. Looked up apart, since some databases would show what was there when this session began. */
    public Mailing progress() {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), own -> progress(new LinkedUsers(own)));
    }

    private Mailing progress(LinkedUsers linked) {
        return new Mailing(
                linked.count(provider.getId(), Part.MAILED),
                linked.count(provider.getId(), Part.MAIL_FAILED),
                linked.count(provider.getId(), Part.TO_BE_MAILED),
                linked.count(provider.getId(), Part.UNREACHABLE));
    }

    /**
     * Sends some.
     *
     * @param max how many at most
     * @return to how many users
     * @throws NoMailException when none could be sent; then nobody is taken for somebody to whom none can be
     */
    public int send(int max) throws NoMailException {
        List<String> failed = new ArrayList<>();
        int sent = 0;
        int inARow = 0;
        List<String> next = new LinkedUsers(session).some(provider.getId(), Part.TO_BE_MAILED, max);
        for (String userId : next) {
            if (sendTo(userId)) {
                sent++;
                inARow = 0;
            } else {
                failed.add(userId);
                inARow++;
            }
            if (inARow == PATIENCE) {
                break;
            }
        }
        if (sent == 0 && !failed.isEmpty()) {
            throw new NoMailException();
        }
        int blamed = inARow == PATIENCE ? failed.size() - PATIENCE : failed.size();
        failed.subList(0, blamed).forEach(this::writeDownFailure);
        return sent;
    }

    /** In a transaction of its own: what has been sent stays sent. */
    private boolean sendTo(String userId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> mail(own, userId).send(),
                "lazy migration mail");
    }

    private void writeDownFailure(String userId) {
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(), session.getContext(), own -> mail(own, userId)
                        .failed());
    }

    private ResetMail mail(KeycloakSession own, String userId) {
        return new ResetMail(own, realm.getId(), userId, new MigrationLog(realm, provider));
    }
}
