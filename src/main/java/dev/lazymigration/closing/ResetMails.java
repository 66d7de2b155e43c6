package dev.lazymigration.closing;

import dev.lazymigration.closing.jpa.LinkedUsers;
import dev.lazymigration.closing.jpa.LinkedUsers.Part;
import dev.lazymigration.migration.MigrationLog;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStorageUtil;

/**
 * Sends linked users a link by which they choose a password. Who has got one is written down with each mail, so that
 * whoever calls next goes on where this was interrupted. Everything is done in short transactions, a mail in one of its
 * own together with what is written down about it. Safe for use by several threads.
 */
public final class ResetMails {

    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final String providerId;
    private final MigrationLog log;

    public ResetMails(KeycloakSessionFactory factory, RealmModel realm, ComponentModel provider) {
        this.factory = factory;
        this.realmId = realm.getId();
        this.providerId = provider.getId();
        this.log = new MigrationLog(realm, provider);
    }

    /** How far they are. */
    public Mailing progress() {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> progress(new LinkedUsers(own)));
    }

    private Mailing progress(LinkedUsers linked) {
        return new Mailing(
                linked.count(providerId, Part.MAILED),
                linked.count(providerId, Part.MAIL_FAILED),
                linked.count(providerId, Part.TO_BE_MAILED),
                linked.count(providerId, Part.UNREACHABLE));
    }

    /** From now on a mail is still to be sent to those to whom none could be. */
    public void retryFailed() {
        KeycloakModelUtils.runJobInTransaction(factory, own -> {
            if (new LinkedUsers(own).forgetFailures(providerId) > 0) {
                Optional.<UserCache>ofNullable(UserStorageUtil.userCache(own))
                        .ifPresent(cache -> cache.evict(own.realms().getRealm(realmId)));
            }
        });
    }

    /**
     * Sends some.
     *
     * @param max how many at most
     * @param address with which the links begin
     * @return to how many users
     * @throws NoMailException when none could be sent; then nobody is taken for somebody to whom none can be
     */
    public int send(int max, LinkAddress address) throws NoMailException {
        Delivery delivery = new Delivery(this);
        Iterator<String> next = delivery.next(max + Delivery.PATIENCE, Set.of());
        while (next.hasNext() && delivery.sent() < max && !delivery.isInVain()) {
            delivery.to(next.next(), address);
            if (delivery.isStuck()) {
                next = delivery.next(max, Set.of());
            }
        }
        return delivery.end();
    }

    /**
     * The ids of users to whom a mail is still to be sent, those first who came last.
     *
     * @param max how many at most
     * @param except of whom none is meant
     */
    List<String> next(int max, Set<String> except) {
        return chosen(max, except, (linked, number) -> linked.some(providerId, Part.TO_BE_MAILED, number));
    }

    /** The same, but whoever chance chooses. */
    List<String> byChance(int max, Set<String> except) {
        return chosen(max, except, (linked, number) -> linked.byChance(providerId, Part.TO_BE_MAILED, number));
    }

    private List<String> chosen(
            int max, Set<String> except, BiFunction<LinkedUsers, Integer, List<String>> candidates) {
        List<String> found = KeycloakModelUtils.runJobInTransactionWithResult(
                factory, own -> candidates.apply(new LinkedUsers(own), max + except.size()));
        return found.stream()
                .filter(userId -> !except.contains(userId))
                .limit(max)
                .toList();
    }

    /** What has been sent stays sent, whatever comes after it. */
    MailOutcome sendTo(String userId, LinkAddress address) {
        return own(userId, mail -> {
                    address.useFor(mail.own());
                    return mail.send();
                })
                .orElse(MailOutcome.NOT_NEEDED);
    }

    void writeDownFailure(String userId) {
        own(userId, mail -> {
            mail.failed();
            return MailOutcome.FAILED;
        });
    }

    /** Empty when the realm is gone. */
    private Optional<MailOutcome> own(String userId, Function<ResetMail, MailOutcome> task) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                null,
                own -> {
                    Optional<RealmModel> realm =
                            Optional.ofNullable(own.realms().getRealm(realmId));
                    realm.ifPresent(own.getContext()::setRealm);
                    return realm.map(known -> task.apply(new ResetMail(own, known, providerId, userId, log)));
                },
                "lazy migration mail");
    }
}
