package dev.lazymigration.ledger.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.MailRun;
import dev.lazymigration.ledger.MailRuns;
import dev.lazymigration.ledger.RunClaim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may send mails, and what is kept of it; the change log and other databases are met in a server. */
class JpaMailRunsTest {

    private static final String PROVIDER = "provider";
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final SessionFactory database = new Configuration()
            .addAnnotatedClass(MailRunEntity.class)
            .setProperty("hibernate.connection.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .buildSessionFactory();

    private final MailRun first = new MailRun(
            "realm", PROVIDER, OptionalInt.of(60), "https://login.example.org/", "", new RunClaim("first", LATER));

    @AfterEach
    void close() {
        database.close();
    }

    private <T> T ask(Function<MailRuns, T> work) {
        return database.fromTransaction(session -> work.apply(new JpaMailRuns(session)));
    }

    private void run(Consumer<MailRuns> work) {
        database.inTransaction(session -> work.accept(new JpaMailRuns(session)));
    }

    private Optional<MailRun> kept() {
        return ask(runs -> runs.find(PROVIDER));
    }

    private List<MailRun> abandoned(Instant now) {
        return ask(runs -> runs.abandoned(now));
    }

    private void write(MailRun mails) {
        Optional<MailRun> written = ask(runs -> runs.claim(PROVIDER, last -> Optional.of(mails)));

        assertThat(written).contains(mails);
    }

    private Optional<MailRun> update(UnaryOperator<MailRun> change) {
        return ask(runs -> runs.update(first, change));
    }

    @Test
    void whatIsWantedIsKeptAsItIs() {
        assertThat(kept()).isEmpty();

        write(first);

        assertThat(kept()).contains(first);
    }

    @Test
    void whoHasTheClaimGoesOnAtWhateverPaceIsWantedNow() {
        write(first);

        run(runs -> runs.claim(PROVIDER, last -> last.map(run -> run.paced(10, "https://other.example.org/"))));

        assertThat(update(run -> run.claimedUntil(LATER.plusSeconds(60))))
                .contains(first.paced(10, "https://other.example.org/").claimedUntil(LATER.plusSeconds(60)));
    }

    @Test
    void whoHasLostTheClaimGoesOnNoMore() {
        write(first);
        MailRun second = first.claimed(new RunClaim("second", LATER));

        write(second);

        assertThat(update(run -> run.ended("a problem"))).isEmpty();
        assertThat(kept()).contains(second);
    }

    @Test
    void onlyWhatIsWantedAndNobodyIsAtIsAbandoned() {
        write(first);
        assertThat(abandoned(LATER.minusMillis(1))).isEmpty();
        assertThat(abandoned(LATER)).containsExactly(first);
        assertThat(first.isAbandoned(LATER)).isTrue();

        MailRun ended = update(run -> run.ended("a problem")).orElseThrow();

        assertThat(ended.problem()).isEqualTo("a problem");
        assertThat(abandoned(LATER)).isEmpty();
        assertThat(ended.isAbandoned(LATER)).isFalse();
    }

    @Test
    void aProblemIsForgottenWhenTheyAreWantedAgain() {
        write(first.ended("a problem"));

        run(runs -> runs.claim(PROVIDER, last -> last.map(run -> run.paced(60, run.linksFrom()))));

        assertThat(kept()).contains(first);
    }

    @Test
    void itGoesWithItsProviderAndWithItsRealm() {
        write(first);
        run(runs -> runs.forgetProvider("another"));
        run(runs -> runs.forgetRealm("another"));
        assertThat(kept()).isPresent();

        run(runs -> runs.forgetProvider(PROVIDER));
        assertThat(kept()).isEmpty();
        write(first);
        run(runs -> runs.forgetRealm("realm"));
        assertThat(kept()).isEmpty();
    }
}
