package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.Notice;
import dev.lazymigration.ledger.Notices;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The lines that are still to be told, in the transaction of a {@link KeycloakSession}. */
public final class JpaNotices implements Notices {

    /** Keeps lines that were given up out of the way of those that are due. */
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final EntityManager entityManager;

    JpaNotices(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public static Notices of(KeycloakSession session) {
        return new JpaNotices(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public void add(Notice notice) {
        entityManager.persist(new NoticeEntity(notice));
    }

    @Override
    public Optional<Notice> next(Collection<String> providersToSkip) {
        // No database takes an empty list.
        List<String> skipped = new ArrayList<>(providersToSkip);
        skipped.add("-");
        return entityManager
                .createNamedQuery(NoticeEntity.NEXT, NoticeEntity.class)
                .setParameter("givenUp", NoticeEntity.State.GIVEN_UP)
                .setParameter("skipped", skipped)
                .setMaxResults(1)
                .getResultStream()
                .map(NoticeEntity::toNotice)
                .findFirst();
    }

    @Override
    public Optional<Notice> claim(Notice notice, Duration atMost) {
        Instant until = Instant.now().plus(atMost).truncatedTo(ChronoUnit.MILLIS);
        int claimed = entityManager
                .createNamedQuery(NoticeEntity.CLAIM)
                .setParameter("until", until.toEpochMilli())
                .setParameter("id", notice.id())
                .setParameter("attempts", notice.attempts())
                .setParameter("dueAt", notice.dueAt().toEpochMilli())
                .setParameter("claimed", NoticeEntity.State.CLAIMED)
                .setParameter("givenUp", NoticeEntity.State.GIVEN_UP)
                .executeUpdate();
        return claimed == 1 ? Optional.of(notice.claimed(until)) : Optional.empty();
    }

    @Override
    public void remove(Notice notice) {
        entityManager
                .createNamedQuery(NoticeEntity.DELETE)
                .setParameter("id", notice.id())
                .executeUpdate();
    }

    @Override
    public void postpone(Notice claimed, Instant until) {
        conclude(claimed, claimed.attempts(), until, NoticeEntity.State.WAITING);
    }

    @Override
    public void handBack(Notice claimed, Instant until) {
        conclude(claimed, claimed.attempts() - 1, until, NoticeEntity.State.WAITING);
    }

    @Override
    public boolean giveUp(Notice claimed) {
        return conclude(claimed, claimed.attempts(), NEVER, NoticeEntity.State.GIVEN_UP) == 1;
    }

    private int conclude(Notice claimed, int attempts, Instant until, NoticeEntity.State state) {
        return entityManager
                .createNamedQuery(NoticeEntity.CONCLUDE)
                .setParameter("until", until.toEpochMilli())
                .setParameter("attempts", attempts)
                .setParameter("state", state)
                .setParameter("id", claimed.id())
                .setParameter("attemptsSoFar", claimed.attempts())
                .setParameter("claimed", NoticeEntity.State.CLAIMED)
                .setParameter("dueAt", claimed.dueAt().toEpochMilli())
                .executeUpdate();
    }

    @Override
    public long count(String providerId) {
        return entityManager
                .createNamedQuery(NoticeEntity.COUNT, Long.class)
                .setParameter("provider", providerId)
                .getSingleResult();
    }

    @Override
    public void startAgain(String providerId) {
        entityManager
                .createNamedQuery(NoticeEntity.START_AGAIN)
                .setParameter("now", Instant.now().toEpochMilli())
                .setParameter("waiting", NoticeEntity.State.WAITING)
                .setParameter("claimed", NoticeEntity.State.CLAIMED)
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetUser(String realmId, String userId) {
        entityManager
                .createNamedQuery(NoticeEntity.DELETE_BY_USER)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void forgetProvider(String providerId) {
        entityManager
                .createNamedQuery(NoticeEntity.DELETE_BY_PROVIDER)
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetRealm(String realmId) {
        entityManager
                .createNamedQuery(NoticeEntity.DELETE_BY_REALM)
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
