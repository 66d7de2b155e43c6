package dev.lazymigration.ledger.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.Notice;
import dev.lazymigration.ledger.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database, as far as the table is concerned; the change log and other databases are met in a server. */
class JpaNoticesTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final SessionFactory database = new Configuration()
            .addAnnotatedClass(NoticeEntity.class)
            .setProperty("hibernate.connection.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .buildSessionFactory();

    @AfterEach
    void close() {
        database.close();
    }

    private <T> T ask(Function<Notices, T> work) {
        return database.fromTransaction(session -> work.apply(new JpaNotices(session)));
    }

    private void run(Consumer<Notices> work) {
        database.inTransaction(session -> work.accept(new JpaNotices(session)));
    }

    private Notice added(String id, String providerId, Instant dueAt) {
        Notice notice =
                new Notice(id, "realm", providerId, "legacy-" + id, "user-" + id, "name", "{\"a\":1}", 0, dueAt);
        run(notices -> notices.add(notice));
        return notice;
    }

    private Optional<Notice> next(String... providersToSkip) {
        return ask(notices -> notices.next(List.of(providersToSkip)));
    }

    private Optional<Notice> claim(Notice notice) {
        return ask(notices -> notices.claim(notice, Duration.ofMinutes(1)));
    }

    private boolean givesUp(Notice claimed) {
        return ask(notices -> notices.giveUp(claimed));
    }

    @Test
    void theLineThatIsDueFirstIsNext() {
        Notice later = added("later", "p1", NOW.plusSeconds(60));
        Notice first = added("first", "p2", NOW);

        assertThat(next()).contains(first);
        assertThat(next("p2")).contains(later);
        assertThat(next("p1", "p2")).isEmpty();
    }

    @Test
    void ofTwoNodesThatFoundTheSameLineOneGetsIt() {
        Notice seenByBoth = added("a", "p", NOW);

        Notice claimed = claim(seenByBoth).orElseThrow();

        assertThat(claim(seenByBoth)).isEmpty();
        assertThat(claimed.attempts()).isEqualTo(1);
        assertThat(next()).contains(claimed);
        assertThat(claimed.dueAt()).isAfter(NOW.plusSeconds(30));
    }

    @Test
    void aLineWhoseNodeHasEndedIsClaimedAgainAndThatNodeHasNoSayAnyMore() {
        Notice lost = claim(added("a", "p", NOW)).orElseThrow();

        Notice taken = claim(next().orElseThrow()).orElseThrow();
        run(notices -> notices.postpone(lost, NOW));
        run(notices -> notices.handBack(lost, NOW));
        assertThat(givesUp(lost)).isFalse();

        assertThat(taken.attempts()).isEqualTo(2);
        assertThat(next()).contains(taken);
    }

    @Test
    void anAttemptThatFailedIsCountedAndOneThatDidNotTakePlaceIsNot() {
        Notice claimed = claim(added("a", "p", NOW)).orElseThrow();
        run(notices -> notices.postpone(claimed, NOW.plusSeconds(4)));
        Notice waiting = next().orElseThrow();
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.dueAt()).isEqualTo(NOW.plusSeconds(4));

        Notice again = claim(waiting).orElseThrow();
        run(notices -> notices.handBack(again, NOW.plusSeconds(60)));
        assertThat(next().orElseThrow().attempts()).isEqualTo(1);
        assertThat(next().orElseThrow().dueAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void aLineThatWasGivenUpIsNeverNextUntilItsProviderStartsAgain() {
        Notice claimed = claim(added("a", "p", NOW)).orElseThrow();
        assertThat(givesUp(claimed)).isTrue();
        assertThat(next()).isEmpty();

        run(notices -> notices.startAgain("another"));
        assertThat(next()).isEmpty();

        run(notices -> notices.startAgain("p"));
        assertThat(next().orElseThrow().attempts()).isZero();
        assertThat(next().orElseThrow().dueAt()).isAfterOrEqualTo(NOW);
    }

    @Test
    void whatIsBeingToldAtTheMomentDoesNotStartAgain() {
        Notice claimed = claim(added("a", "p", NOW)).orElseThrow();

        run(notices -> notices.startAgain("p"));

        assertThat(next()).contains(claimed);
    }

    @Test
    void linesGoWhenTheyAreDoneAndWithTheirUserProviderOrRealm() {
        Notice done = added("done", "p", NOW);
        added("a", "p1", NOW);
        added("b", "p2", NOW);
        added("c", "p3", NOW);

        run(notices -> notices.remove(done));
        run(notices -> notices.forgetUser("realm", "user-a"));
        run(notices -> notices.forgetUser("another-realm", "user-b"));
        assertThat(next().orElseThrow().id()).isIn("b", "c");
        run(notices -> notices.forgetProvider("p2"));
        assertThat(next().orElseThrow().id()).isEqualTo("c");
        run(notices -> notices.forgetRealm("another-realm"));
        assertThat(next()).isPresent();
        run(notices -> notices.forgetRealm("realm"));
        assertThat(next()).isEmpty();
    }
}
