package dev.lazymigration.migration.notice;

import dev.lazymigration.ledger.Failure;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.Notice;
import dev.lazymigration.ledger.Notices;
import dev.lazymigration.ledger.jpa.FailurePruning;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import dev.lazymigration.ledger.jpa.JpaNotices;
import dev.lazymigration.legacy.NoticeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Hands out errands and takes note of how they ended, each in a short transaction of its own. */
final class NoticeDesk {

    /** Beyond the time limit of the script, for translating it and for Keycloak's database. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration REST = Duration.ofHours(1);

    private final KeycloakSessionFactory factory;
    private final Addressee.Book addressees;

    NoticeDesk(KeycloakSessionFactory factory, Addressee.Book addressees) {
        this.factory = factory;
        this.addressees = addressees;
    }

    /** What is to be done now. */
    sealed interface Step {

        /** There is somebody to tell. */
        record Tell(Errand errand) implements Step {}

        /** There may be more to do at once. */
        record Again() implements Step {}

        /** Nothing is due before that time. */
        record Nothing(Instant until) implements Step {}
    }

    /** @param providersToSkip the ids of providers that are being told already */
    Step next(Collection<String> providersToSkip) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> next(session, providersToSkip));
    }

    private Step next(KeycloakSession session, Collection<String> providersToSkip) {
        Notices notices = JpaNotices.of(session);
        Optional<Notice> first = notices.next(providersToSkip);
        if (first.isEmpty()) {
            return new Step.Nothing(Instant.MAX);
        }
        Notice notice = first.get();
        if (notice.dueAt().isAfter(Instant.now())) {
            return new Step.Nothing(notice.dueAt());
        }
        RealmModel realm = session.realms().getRealm(notice.realmId());
        ComponentModel provider = realm == null ? null : realm.getComponent(notice.providerId());
        if (provider == null) {
            notices.remove(notice);
            return new Step.Again();
        }
        // Vaults look there for the realm whose entries are meant.
        session.getContext().setRealm(realm);
        return step(session, notice, addressee(session, realm, provider), realm, provider);
    }

    private Addressee addressee(KeycloakSession session, RealmModel realm, ComponentModel provider) {
        try {
            return addressees.find(session, realm, provider);
        } catch (RuntimeException problem) {
            // A vault may throw anything. That is one provider's misfortune, and not to stop the others.
            NoticeLog.unknownAddressee(realm.getName(), provider.getName(), problem);
            return new Addressee.Resting();
        }
    }

    private static Step step(
            KeycloakSession session, Notice notice, Addressee addressee, RealmModel realm, ComponentModel provider) {
        Notices notices = JpaNotices.of(session);
        if (addressee instanceof Addressee.Nobody) {
            notices.remove(notice);
        } else if (addressee instanceof Addressee.Resting) {
            notices.claim(notice, REST)
                    .ifPresent(
                            claimed -> notices.handBack(claimed, Instant.now().plus(REST)));
        } else if (addressee instanceof Addressee.Reachable reachable) {
            Optional<Errand> errand = notices.claim(
                            notice, reachable.settings().timeLimit().plus(GRACE))
                    .map(claimed -> new Errand(claimed, reachable, realm.getName(), provider.getName()));
            if (errand.isPresent() && notice.attempts() >= reachable.settings().attempts()) {
                giveUp(session, errand.get(), new Problem("the server ended during the last attempt", List.of()));
            } else if (errand.isPresent()) {
                return new Step.Tell(errand.get());
            }
        }
        return new Step.Again();
    }

    void conclude(Errand errand, NoticeOutcome outcome) {
        Optional<Problem> problem = outcome.fold(
                told -> Optional.empty(),
                failed -> Optional.of(new Problem(failed.reason(), failed.console())),
                unavailable -> Optional.of(new Problem(unavailable.reason(), unavailable.console())),
                broken -> Optional.of(new Problem(broken.reason(), broken.console())));
        KeycloakModelUtils.runJobInTransaction(factory, session -> {
            Notices notices = JpaNotices.of(session);
            if (problem.isEmpty()) {
                notices.remove(errand.notice());
            } else if (errand.wasTheLast()) {
                giveUp(session, errand, problem.get());
            } else {
                notices.postpone(
                        errand.notice(),
                        Instant.now().plus(Pauses.after(errand.notice().attempts())));
            }
        });
        if (problem.isPresent() && errand.wasTheLast()) {
            new FailurePruning(factory, errand.notice().providerId()).runShortly();
        }
    }

    private static void giveUp(KeycloakSession session, Errand errand, Problem problem) {
        Notice notice = errand.notice();
        if (!JpaNotices.of(session).giveUp(notice)) {
            return;
        }
        JpaMigrationFailures.of(session)
                .add(new Failure(
                        notice.realmId(),
                        notice.providerId(),
                        FailureKind.NOTICE_FAILED,
                        "onMigrated",
                        notice.legacyId(),
                        notice.username(),
                        problem.reason(),
                        problem.console(),
                        Instant.now()));
        NoticeLog.gaveUp(errand, problem.reason());
    }

    private record Problem(String reason, List<String> console) {}
}
