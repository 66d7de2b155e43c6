package dev.lazymigration.ledger.jpa;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.ScheduledTask;

/**
 * What this node has counted of long ledgers, so that nobody who asks has to wait until all of their lines are read: he
 * adds those that were written since. Safe for use by several threads.
 */
final class Tallies implements ScheduledTask {

    /** As many lines are read while somebody waits; a ledger that has no more is counted each time. */
    static final int LINES = 10_000;

    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Lines can also go, one by one, and a transaction may be longer than the margin. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** Younger lines may not be committed yet. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** Users whom nobody saw go are rare: this server ran without the JAR, or somebody deleted rows by hand. */
    private static final Duration SEARCH = Duration.ofDays(1);

    private volatile Map<String, Tally> tallies = Map.of();
    private volatile Instant nextSearch = Instant.EPOCH;

    Tally of(String providerId) {
        return tallies.getOrDefault(providerId, Tally.NONE);
    }

    @Override
    public String getTaskName() {
        return "lazy-migration-tallies";
    }

    @Override
    public void run(KeycloakSession session) {
        count(session.getProvider(JpaConnectionProvider.class).getEntityManager(), Instant.now());
    }

    void count(EntityManager entityManager, Instant now) {
        LineCounts lines = new LineCounts(entityManager);
        Map<String, Tally> counted = new HashMap<>();
        lines.providers().forEach(provider -> {
            Tally tally = of(provider);
            boolean old = tally != Tally.NONE && tally.isOlderThan(now.minus(LIFE));
            if (old || lines.moreThan(LINES, provider, tally.until())) {
                tally = lines.until(provider, now.minus(MARGIN));
            }
            if (tally != Tally.NONE) {
                counted.put(provider, tally);
            }
        });
        tallies = Map.copyOf(counted);
        if (now.isAfter(nextSearch) && !new DeletedUsers(entityManager).search(now)) {
            nextSearch = now.plus(SEARCH);
        }
    }
}
