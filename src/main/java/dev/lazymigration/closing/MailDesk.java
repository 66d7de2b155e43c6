package dev.lazymigration.closing;

import dev.lazymigration.ledger.MailRun;
import dev.lazymigration.ledger.RunClaim;
import dev.lazymigration.ledger.jpa.JpaMailRuns;
import dev.lazymigration.migration.MigrationLog;
import dev.lazymigration.sync.ClaimTransaction;
import dev.lazymigration.sync.RunThreads;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Where the mails that the server sends by itself are begun on this node; those of a provider are sent by one node of the
 * cluster at a time. Safe for use by several threads.
 */
public final class MailDesk implements AutoCloseable {

    private final RunThreads threads = new RunThreads("lazy-migration-mails");

    /** Those of a provider, be they over or not. Looked up apart: some databases would show what was there before. */
    public Optional<MailRun> find(KeycloakSession session, ComponentModel provider) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), own -> JpaMailRuns.of(own).find(provider.getId()));
    }

    /**
     * Begins with them, on this node unless another is at it, or goes on at another pace.
     *
     * @param session that of a request: the links begin with its address
     * @param perMinute how many in a minute
     * @return what is wanted from now on
     */
    public MailRun begin(KeycloakSession session, RealmModel realm, ComponentModel provider, int perMinute) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        MailRun wanted = new MailRun(
                realm.getId(),
                provider.getId(),
                OptionalInt.of(perMinute),
                LinkAddress.of(session).toString(),
                "",
                claim());
        MailRun begun = new ClaimTransaction(factory).run(own -> JpaMailRuns.of(own)
                .claim(wanted.providerId(), last -> last.filter(run -> run.isClaimed(Instant.now()))
                        .map(run -> run.paced(perMinute, wanted.linksFrom()))
                        .or(() -> Optional.of(wanted)))
                .orElseThrow());
        if (begun.claim().equals(wanted.claim())) {
            send(factory, realm, provider, begun);
        }
        return begun;
    }

    private static RunClaim claim() {
        return new RunClaim(KeycloakModelUtils.generateId(), Instant.now().plus(PacedMails.CLAIM));
    }

    /** No mail of this provider follows the one that is just being sent, on whatever node. */
    public void stop(KeycloakSession session, ComponentModel provider) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), own -> JpaMailRuns.of(own)
                .claim(provider.getId(), last -> last.map(run -> run.ended(""))));
    }

    /** Goes on with what was left by a node that has ended. */
    public void takeOver(KeycloakSession session) {
        if (!threads.areLeaving()) {
            JpaMailRuns.of(session).abandoned(Instant.now()).forEach(run -> takeOver(session, run));
        }
    }

    private void takeOver(KeycloakSession session, MailRun abandoned) {
        RealmModel realm = session.realms().getRealm(abandoned.realmId());
        ComponentModel provider = realm == null ? null : realm.getComponent(abandoned.providerId());
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        if (provider == null) {
            // It was deleted while the JAR was not there.
            KeycloakModelUtils.runJobInTransaction(
                    factory, own -> JpaMailRuns.of(own).forgetProvider(abandoned.providerId()));
            return;
        }
        KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> JpaMailRuns.of(own)
                        .claim(abandoned.providerId(), last -> last.filter(run -> run.isAbandoned(Instant.now()))
                                .map(run -> run.claimed(claim()))))
                .ifPresent(run -> send(factory, realm, provider, run));
    }

    private void send(KeycloakSessionFactory factory, RealmModel realm, ComponentModel provider, MailRun claimed) {
        ResetMails mails = new ResetMails(factory, realm, provider);
        PacedMails paced =
                new PacedMails(factory, claimed, mails, threads::areLeaving, new MigrationLog(realm, provider));
        threads.start(() -> {
            paced.run();
            return null;
        });
    }

    @Override
    public void close() {
        threads.close();
    }
}
