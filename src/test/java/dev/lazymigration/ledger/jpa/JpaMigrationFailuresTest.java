package dev.lazymigration.ledger.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.FailureFilter;
import dev.lazymigration.ledger.FailureGroup;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationFailures;
import dev.lazymigration.ledger.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of failures; the change log and other databases are met in a server. */
class JpaMigrationFailuresTest {

    private final SessionFactory database = new Configuration()
            .addAnnotatedClass(MigrationFailureEntity.class)
            .setProperty("hibernate.connection.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .setProperty("hibernate.hbm2ddl.auto", "create-drop")
            .buildSessionFactory();

    @AfterEach
    void close() {
        database.close();
    }

    private <T> T ask(Function<MigrationFailures, T> work) {
        return database.fromTransaction(session -> work.apply(new JpaMigrationFailures(session)));
    }

    /** One after the other, a millisecond each, the user names counted from 1. */
    private void addMany(String providerId, int lines, Instant from) {
        database.inTransaction(session -> session.createNativeMutationQuery(
                        """
                        INSERT INTO LAZY_MIGRATION_FAILURE
                          (ID, REALM_ID, PROVIDER_ID, FAILURE_KEY, KIND, CODE, USERNAME, FIRST_AT, LAST_AT, OCCURRENCES)
                        SELECT random_uuid(), 'realm', :provider, x, 'REFUSED', 'code', x, :from + x, :from + x, 1
                        FROM system_range(1, :lines)""")
                .setParameter("provider", providerId)
                .setParameter("lines", lines)
                .setParameter("from", from.toEpochMilli())
                .executeUpdate());
    }

    private boolean prune(String providerId) {
        return ask(failures -> failures.prune(providerId));
    }

    private long count(String providerId) {
        return ask(failures -> failures.count(providerId)).getOrDefault(FailureKind.REFUSED, 0L);
    }

    private List<String> usernames(String providerId) {
        FailureFilter all = new FailureFilter(Optional.empty(), Optional.empty());
        return ask(failures -> failures.list(providerId, all, new Page(0, 10))).stream()
                .map(FailureGroup::username)
                .toList();
    }

    @Test
    void ofTooManyTheOldestGoLittleByLittle() {
        addMany("p", MigrationFailures.MAX_GROUPS + 1_500, Instant.now().minus(Duration.ofDays(1)));
        addMany("another", 1, Instant.now().minus(Duration.ofDays(2)));

        assertThat(prune("p")).isTrue();
        assertThat(count("p")).isEqualTo(MigrationFailures.MAX_GROUPS + 500);
        assertThat(prune("p")).isFalse();
        assertThat(count("p")).isEqualTo(MigrationFailures.MAX_GROUPS);
        assertThat(prune("p")).isFalse();
        assertThat(count("p")).isEqualTo(MigrationFailures.MAX_GROUPS);

        assertThat(usernames("p")).first().isEqualTo("101500");
        assertThat(count("another")).isEqualTo(1);
    }

    @Test
    void whatIsTooOldGoesHoweverLittleThereIs() {
        addMany("p", 3, Instant.now().minus(MigrationFailures.MAX_AGE).minusSeconds(60));
        addMany("p", 2, Instant.now().minus(MigrationFailures.MAX_AGE).plus(Duration.ofDays(1)));

        assertThat(prune("p")).isFalse();

        assertThat(usernames("p")).containsExactly("2", "1");
    }
}
