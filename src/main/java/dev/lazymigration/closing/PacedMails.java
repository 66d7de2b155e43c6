package dev.lazymigration.closing;

import dev.lazymigration.ledger.MailRun;
import dev.lazymigration.ledger.jpa.JpaMailRuns;
import dev.lazymigration.migration.MigrationLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Mails at a pace, from wherever they are to their end, on the calling thread: those of a minute are chosen at a time, and
 * spread over it. Holds no session between two of them.
 */
final class PacedMails {

    /**
     * After which another node takes over, unless it was prolonged; the mail server may take long for one mail, and nobody
     * else is to send the same meanwhile.
     */
    static final Duration CLAIM = Duration.ofMinutes(2);

    /** After which it is looked whether an administrator wants something else. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** For a mail server that has failed after it has taken mails. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final KeycloakSessionFactory factory;
    private final MailRun claimed;
    private final ResetMails mails;
    private final BooleanSupplier leaving;
    private final MigrationLog log;

    /** @param leaving whether the server is about to end */
    PacedMails(
            KeycloakSessionFactory factory,
            MailRun claimed,
            ResetMails mails,
            BooleanSupplier leaving,
            MigrationLog log) {
        this.factory = factory;
        this.claimed = claimed;
        this.mails = mails;
        this.leaving = leaving;
        this.log = log;
    }

    void run() {
        try {
            send();
        } catch (NoMailException failed) {
            if (end(failed.getMessage())) {
                log.mailsStopped(failed.getMessage());
            }
        } catch (RuntimeException problem) {
            // Keycloak's database may be gone, or the server about to end. The claim runs out by itself.
            log.mailsInterrupted(problem);
        }
    }

    private void send() throws NoMailException {
        Delivery delivery = new Delivery(mails);
        Set<String> later = new HashSet<>();
        Iterator<String> batch = Collections.emptyIterator();
        Optional<MailRun> wish = Optional.of(claimed);
        Instant last = Instant.EPOCH;
        while (wish.isPresent()) {
            if (!batch.hasNext() || delivery.isStuck()) {
                batch = delivery.next(wish.get().perMinute().orElseThrow(), later);
            }
            if (!batch.hasNext() && !later.isEmpty()) {
                delivery.end();
                delivery = new Delivery(mails);
                later.clear();
                batch = delivery.next(wish.get().perMinute().orElseThrow(), later);
            }
            if (!batch.hasNext()) {
                delivery.end();
                if (end("")) {
                    log.mailsCompleted();
                }
                return;
            }
            wish = awaitTurnAfter(last);
            if (wish.isPresent()) {
                last = Instant.now();
                delivery.to(batch.next(), LinkAddress.parse(wish.get().linksFrom()));
            }
            if (delivery.isInVain()) {
                // Be it the mail server or these addresses: they shall not keep the others from getting theirs.
                later.addAll(delivery.passedOver());
                delivery.end();
                delivery = new Delivery(mails);
                batch = Collections.emptyIterator();
                last = last.plus(REST);
            }
        }
    }

    /** What is wanted when it is time for the next mail; empty when there is to be none. */
    private Optional<MailRun> awaitTurnAfter(Instant last) {
        Optional<MailRun> wish = look();
        while (wish.isPresent()) {
            Duration interval = MINUTE.dividedBy(wish.get().perMinute().orElseThrow());
            Duration left = Duration.between(Instant.now(), last.plus(interval));
            if (left.isNegative() || left.isZero()) {
                return wish;
            }
            pause(left.compareTo(LOOK) < 0 ? left : LOOK);
            wish = look();
        }
        return wish;
    }

    private static void pause(Duration time) {
        try {
            // One millisecond more: there are no fractions of one.
            Thread.sleep(time.toMillis() + 1);
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between two mails", unwanted);
        }
    }

    /** Prolongs the claim, or hands it back when nothing is to be sent any more, or not by this node. */
    private Optional<MailRun> look() {
        boolean leave = leaving.getAsBoolean();
        return update(run -> {
                    boolean goOn = !leave && run.perMinute().isPresent();
                    return run.claimedUntil(goOn ? Instant.now().plus(CLAIM) : Instant.now());
                })
                .filter(run -> !leave && run.perMinute().isPresent());
    }

    /** Whether it was this node that has ended them. */
    private boolean end(String problem) {
        return update(run -> run.ended(problem).claimedUntil(Instant.now())).isPresent();
    }

    private Optional<MailRun> update(UnaryOperator<MailRun> change) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> JpaMailRuns.of(session).update(claimed, change));
    }
}
