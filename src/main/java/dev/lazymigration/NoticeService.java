package dev.lazymigration;

import dev.lazymigration.ledger.jpa.JpaNotices;
import dev.lazymigration.migration.notice.Addressee;
import dev.lazymigration.migration.notice.NoticeAdded;
import dev.lazymigration.migration.notice.NoticeWorkers;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/**
 * Starts, wakes and stops what tells legacy systems of migrated users, as Keycloak's events demand it. Safe for use by
 * several threads.
 */
final class NoticeService implements AutoCloseable {

    private final Addressee.Book addressees;
    private volatile NoticeWorkers workers;

    NoticeService(Addressee.Book addressees) {
        this.addressees = addressees;
    }

    void listen(KeycloakSessionFactory factory) {
        factory.register(this::on);
    }

    private void on(ProviderEvent event) {
        // Not before: the tables may not be there yet.
        if (event instanceof PostMigrationEvent ready && workers == null) {
            workers = NoticeWorkers.start(ready.getFactory(), addressees);
        } else if (event instanceof NoticeAdded && workers != null) {
            workers.wake();
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            JpaNotices.of(removed.getKeycloakSession())
                    .forgetUser(removed.getRealm().getId(), removed.getUser().getId());
        }
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.close();
        }
    }
}
