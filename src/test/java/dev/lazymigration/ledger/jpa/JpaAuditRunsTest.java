package dev.lazymigration.ledger.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.ListRuns;
import dev.lazymigration.ledger.RunClaim;
import dev.lazymigration.ledger.SyncState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may go on with an audit, and what is kept of it; the change log and other databases are met in a server. */
class JpaAuditRunsTest {

    private static final String PROVIDER = "provider";
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    private final SessionFactory database = new Configuration()
            .addAnnotatedClass(AuditRunEntity.class)
            .setProperty("hibernate.connection.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .buildSessionFactory();

    private final AuditRun first = AuditRun.fresh("realm", PROVIDER, NOW, claim("first"));

    @AfterEach
    void close() {
        database.close();
    }

    private static RunClaim claim(String id) {
        return new RunClaim(id, NOW.plusSeconds(60));
    }

    private <T> T ask(Function<ListRuns<AuditRun>, T> work) {
        return database.fromTransaction(session -> work.apply(new JpaAuditRuns(session)));
    }

    private void run(Consumer<ListRuns<AuditRun>> work) {
        database.inTransaction(session -> work.accept(new JpaAuditRuns(session)));
    }

    private Optional<AuditRun> kept() {
        return ask(runs -> runs.find(PROVIDER));
    }

    private void begin(AuditRun audit) {
        Optional<AuditRun> claimed = ask(runs -> runs.claim(PROVIDER, last -> Optional.of(audit)));

        assertThat(claimed).contains(audit);
    }

    private Optional<AuditRun> update(UnaryOperator<AuditRun> change) {
        return ask(runs -> runs.update(first, change));
    }

    @Test
    void whatWasClaimedIsKeptAsItIs() {
        assertThat(kept()).isEmpty();

        begin(first);

        assertThat(kept()).contains(first);
    }

    @Test
    void whoHasTheClaimGoesOnAndNobodyElseDoes() {
        begin(first);
        AuditRun second = AuditRun.fresh("realm", PROVIDER, NOW, claim("second"));

        AuditRun advanced =
                update(run -> run.advanced(200, OptionalLong.of(1000))).orElseThrow();
        begin(second);

        assertThat(advanced.read()).isEqualTo(200);
        assertThat(advanced.total()).hasValue(1000);
        assertThat(update(run -> run.advanced(200, OptionalLong.empty())))
                .as("somebody has begun anew")
                .isEmpty();
        assertThat(kept()).contains(second);
    }

    @Test
    void whatAnAdministratorWantsReachesWhoeverIsAtIt() {
        begin(first);

        run(runs -> runs.requestStop(PROVIDER));

        assertThat(update(run -> run).orElseThrow().stopWanted()).isTrue();
    }

    @Test
    void anAuditThatHasEndedIsNotGoneOnWithAndCannotBeStopped() {
        begin(first);
        AuditRun ended =
                update(run -> run.ended(SyncState.FAILED, NOW, "a problem")).orElseThrow();

        run(runs -> runs.requestStop(PROVIDER));

        assertThat(update(run -> run)).isEmpty();
        assertThat(kept()).contains(ended);
        assertThat(ended.problem()).isEqualTo("a problem");
    }

    @Test
    void itGoesWithItsProviderAndWithItsRealm() {
        begin(first);
        run(runs -> runs.forgetProvider("another"));
        run(runs -> runs.forgetRealm("another"));
        assertThat(kept()).isPresent();

        run(runs -> runs.forgetProvider(PROVIDER));
        assertThat(kept()).isEmpty();
        begin(first);
        run(runs -> runs.forgetRealm("realm"));
        assertThat(kept()).isEmpty();
    }
}
