package dev.lazymigration.ledger.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.MigrationCount;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.Page;
import dev.lazymigration.ledger.RecordFilter;
import dev.lazymigration.ledger.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.FederatedIdentityEntity;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserRequiredActionEntity;

/** How lines are counted and users missed; the change log and other databases are met in a server. */
class JpaMigrationLedgerTest {

    private static final String PROVIDER = "provider";
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

    private final SessionFactory database = new Configuration()
            .addAnnotatedClass(MigrationRecordEntity.class)
            .addAnnotatedClass(UserEntity.class)
            .addAnnotatedClass(UserAttributeEntity.class)
            .addAnnotatedClass(UserRequiredActionEntity.class)
            .addAnnotatedClass(CredentialEntity.class)
            .addAnnotatedClass(FederatedIdentityEntity.class)
            .setProperty(
                    "hibernate.connection.url",
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE")
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .buildSessionFactory();

    private final Tallies tallies = new Tallies();

    @AfterEach
    void close() {
        database.close();
    }

    private <T> T ask(Function<JpaMigrationLedger, T> work) {
        return database.fromTransaction(session -> work.apply(new JpaMigrationLedger(session, tallies)));
    }

    private void run(Consumer<JpaMigrationLedger> work) {
        database.inTransaction(session -> work.accept(new JpaMigrationLedger(session, tallies)));
    }

    private MigrationCount count() {
        return ask(ledger -> ledger.count(PROVIDER));
    }

    private Optional<Instant> lastProof() {
        return ask(ledger -> ledger.lastProof(PROVIDER));
    }

    private long proofsSince(Instant from) {
        return ask(ledger -> ledger.countProofs(PROVIDER, from));
    }

    private void tally(Instant now) {
        database.inTransaction(session -> tallies.count(session, now));
    }

    private void add(String providerId, String legacyId, MigrationMethod method, Instant at) {
        run(ledger -> ledger.add(new MigrationRecord("realm", providerId, legacyId, "user-" + legacyId, method, at)));
    }

    private void addMany(int lines, Instant at) {
        database.inTransaction(session -> {
            for (int i = 0; i < lines; i++) {
                session.persist(new MigrationRecordEntity(new MigrationRecord(
                        "realm", PROVIDER, "many-" + i, "user-many-" + i, MigrationMethod.LOGIN, at)));
            }
        });
    }

    private void addUser(String id) {
        database.inTransaction(session -> {
            UserEntity user = new UserEntity();
            user.setId(id);
            user.setUsername(id);
            user.setRealmId("realm");
            session.persist(user);
        });
    }

    private void deleted(String userId) {
        database.inTransaction(session -> new DeletedUsers(session).note(userId, NOW));
    }

    private List<String> listed(boolean deleted) {
        RecordFilter filter =
                new RecordFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(deleted));
        return ask(ledger -> ledger.list(PROVIDER, filter, new Page(0, 100))).stream()
                .map(MigrationRecord::legacyId)
                .toList();
    }

    @Test
    void whoReadsStretchByStretchGetsEachLineOnceInTheOrderOfTheListWhateverIsAddedMeanwhile() {
        RecordFilter logins = new RecordFilter(
                Optional.empty(), Optional.empty(), Optional.of(MigrationMethod.LOGIN), Optional.empty());
        for (int line = 0; line < 10; line++) {
            add(PROVIDER, "line-" + line, MigrationMethod.LOGIN, YESTERDAY.plusMillis(line / 4));
            add(PROVIDER, "reset-" + line, MigrationMethod.RESET, YESTERDAY.plusMillis(line / 4));
        }
        add("another", "d", MigrationMethod.LOGIN, YESTERDAY);
        List<MigrationRecord> whole = ask(ledger -> ledger.list(PROVIDER, logins, new Page(0, 100)));

        List<MigrationRecord> read = new ArrayList<>();
        Stretch<MigrationRecord> stretch = ask(ledger -> ledger.read(PROVIDER, logins, Optional.empty(), 3));
        read.addAll(stretch.lines());
        while (stretch.next().isPresent()) {
            add(PROVIDER, "newer-" + read.size(), MigrationMethod.LOGIN, NOW);
            Optional<Bookmark> from = stretch.next();
            stretch = ask(ledger -> ledger.read(PROVIDER, logins, from, 3));
            read.addAll(stretch.lines());
        }

        assertThat(read).hasSize(10).isEqualTo(whole);
    }

    @Test
    void linesAreCountedByDayAndByWhatMovedTheUsers() {
        add(PROVIDER, "a", MigrationMethod.LOGIN, YESTERDAY);
        add(PROVIDER, "b", MigrationMethod.RESET, NOW);
        add(PROVIDER, "c", MigrationMethod.LOGIN, NOW);
        add("another", "d", MigrationMethod.LOGIN, NOW);

        assertThat(count().total()).isEqualTo(3);
        assertThat(count().by(MigrationMethod.LOGIN)).isEqualTo(2);
        assertThat(count().on(TODAY)).isEqualTo(2);
        assertThat(count().on(TODAY.minusDays(1))).isEqualTo(1);
    }

    @Test
    void aProofIsWhatALoginBeginsWithOrWhatAUserWhoWasBroughtMakesLater() {
        add(PROVIDER, "login", MigrationMethod.LOGIN, YESTERDAY);
        add(PROVIDER, "link", MigrationMethod.LINK, YESTERDAY.plusSeconds(1));
        add(PROVIDER, "reset", MigrationMethod.RESET, NOW);
        add(PROVIDER, "broker", MigrationMethod.BROKER, NOW);
        add(PROVIDER, "sync", MigrationMethod.SYNC, YESTERDAY);
        add("another", "login", MigrationMethod.LOGIN, NOW);
        assertThat(lastProof()).contains(YESTERDAY.plusSeconds(1));
        assertThat(proofsSince(YESTERDAY)).isEqualTo(2);

        run(ledger -> ledger.proved(PROVIDER, "sync", NOW.plusSeconds(1)));

        assertThat(lastProof()).contains(NOW.plusSeconds(1));
        assertThat(proofsSince(YESTERDAY)).isEqualTo(3);
        assertThat(proofsSince(NOW)).isEqualTo(1);
        Optional<Instant> last = ask(ledger -> ledger.last(PROVIDER));
        assertThat(last).contains(NOW);
    }

    @Test
    void whereNobodyHasProvedAPasswordThereIsNoLastProof() {
        add(PROVIDER, "sync", MigrationMethod.SYNC, NOW);

        assertThat(lastProof()).isEmpty();
        assertThat(proofsSince(Instant.EPOCH)).isZero();
    }

    @Test
    void aShortLedgerIsCountedEachTime() {
        add(PROVIDER, "a", MigrationMethod.LOGIN, YESTERDAY);
        tally(NOW);
        run(ledger -> ledger.forget(PROVIDER, "a"));

        assertThat(count().total()).isZero();
    }

    @Test
    void aLongLedgerIsCountedBeforeSomebodyAsksAndWhatFollowsIsAdded() {
        addMany(Tallies.LINES, YESTERDAY);
        add(PROVIDER, "reset", MigrationMethod.RESET, YESTERDAY);
        add("another", "d", MigrationMethod.LOGIN, NOW);
        tally(NOW);
        add(PROVIDER, "later", MigrationMethod.RESET, NOW);

        MigrationCount count = count();

        assertThat(tallies.of(PROVIDER).byDay()).hasSize(1);
        assertThat(tallies.of("another")).isEqualTo(Tally.NONE);
        assertThat(count.total()).isEqualTo(Tallies.LINES + 2);
        assertThat(count.by(MigrationMethod.RESET)).isEqualTo(2);
        assertThat(count.on(TODAY)).isEqualTo(1);
    }

    @Test
    void whatIsYoungIsNotCountedBeforeItIsSureToBeCommitted() {
        addMany(Tallies.LINES + 1, NOW);
        tally(NOW);
        add(PROVIDER, "slow", MigrationMethod.LOGIN, NOW.minusSeconds(30));

        assertThat(count().total()).isEqualTo(Tallies.LINES + 2);
    }

    @Test
    void aLongLedgerIsCountedAnewWhenAsManyLinesHaveFollowed() {
        addMany(Tallies.LINES + 1, YESTERDAY);
        tally(NOW.minusSeconds(3600));
        Tally first = tallies.of(PROVIDER);
        tally(NOW.minusSeconds(3500));
        assertThat(tallies.of(PROVIDER)).isSameAs(first);
        database.inTransaction(
                session -> session.createMutationQuery("update MigrationRecordEntity r set r.migratedAt = :at")
                        .setParameter("at", NOW.minusSeconds(3400).toEpochMilli())
                        .executeUpdate());

        tally(NOW.minusSeconds(3300));

        assertThat(tallies.of(PROVIDER).until()).isGreaterThan(first.until());
        assertThat(count().total()).isEqualTo(Tallies.LINES + 1);
    }

    @Test
    void aLineThatIsForgottenIsOutOfTheCountOfALongLedgerAfterTenMinutes() {
        addMany(Tallies.LINES + 1, YESTERDAY);
        tally(NOW);
        run(ledger -> ledger.forget(PROVIDER, "many-0"));
        tally(NOW.plus(Duration.ofMinutes(8)));
        assertThat(count().total()).isEqualTo(Tallies.LINES + 1);

        tally(NOW.plus(Duration.ofMinutes(10)));

        assertThat(count().total()).isEqualTo(Tallies.LINES);
    }

    @Test
    void aProviderThatIsGoneLeavesNoTally() {
        addMany(Tallies.LINES + 1, YESTERDAY);
        tally(NOW);
        run(ledger -> ledger.forgetProvider(PROVIDER));

        tally(NOW.plusSeconds(60));

        assertThat(count().total()).isZero();
    }

    @Test
    void whoIsDeletedIsCountedAndListedAsSuch() {
        add(PROVIDER, "here", MigrationMethod.LOGIN, NOW);
        add(PROVIDER, "gone", MigrationMethod.LOGIN, NOW);

        deleted("user-gone");
        deleted("somebody else");

        assertThat(count().deleted()).isEqualTo(1);
        assertThat(listed(true)).containsExactly("gone");
        assertThat(listed(false)).containsExactly("here");
    }

    @Test
    void whoComesBackUnderHisIdIsNotDeletedAnyMore() {
        add(PROVIDER, "back", MigrationMethod.LOGIN, NOW);
        add(PROVIDER, "gone", MigrationMethod.LOGIN, NOW);
        deleted("user-back");
        deleted("user-gone");
        addUser("user-back");

        tally(NOW);

        assertThat(listed(true)).containsExactly("gone");
        assertThat(listed(false)).containsExactly("back");
    }

    @Test
    void whoIsGoneWithoutAWordIsFoundAtTheStartAndOnceADay() {
        addUser("user-here");
        add(PROVIDER, "here", MigrationMethod.LOGIN, YESTERDAY);
        add(PROVIDER, "gone", MigrationMethod.LOGIN, YESTERDAY);
        tally(NOW);
        assertThat(listed(true)).containsExactly("gone");

        add("another", "gone too", MigrationMethod.LOGIN, NOW);
        tally(NOW.plus(Duration.ofHours(23)));
        assertThat(ask(ledger -> ledger.count("another")).deleted()).isZero();
        tally(NOW.plus(Duration.ofHours(25)));
        assertThat(ask(ledger -> ledger.count("another")).deleted()).isEqualTo(1);
    }

    @Test
    void manyWhoAreGoneAreFoundLittleByLittle() {
        addMany(1_000, YESTERDAY);

        tally(NOW);
        assertThat(count().deleted()).isEqualTo(500);
        tally(NOW.plusSeconds(60));
        assertThat(count().deleted()).isEqualTo(1_000);
    }
}
