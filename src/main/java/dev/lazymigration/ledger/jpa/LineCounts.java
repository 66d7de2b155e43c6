package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.MigrationMethod;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many lines of the ledger there are, in one transaction. */
record LineCounts(EntityManager entityManager) {

    /** Before the id of any provider. */
    private static final String FIRST = " ";

    /** Counts all lines of a provider that were written before a moment: nothing for anybody to wait for. */
    Tally until(String providerId, Instant moment) {
        return new Tally(moment.toEpochMilli(), byDay(providerId, 0, moment.toEpochMilli()));
    }

    /** By day, in UTC, and by what moved the users; lines of {@code from} are counted. */
    Map<LocalDate, Map<MigrationMethod, Long>> since(String providerId, long from) {
        return byDay(providerId, from, Long.MAX_VALUE);
    }

    private Map<LocalDate, Map<MigrationMethod, Long>> byDay(String providerId, long from, long until) {
        return entityManager
                .createNamedQuery(MigrationRecordEntity.COUNT_BY_DAY_AND_METHOD, Object[].class)
                .setParameter("provider", providerId)
                .setParameter("from", from)
                .setParameter("until", until)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> utcDay((Long) row[0]),
                        Collectors.toMap(row -> (MigrationMethod) row[1], row -> (Long) row[2])));
    }

    private static LocalDate utcDay(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    /** Whether a provider has written more than so many lines since then; reads no more of them. */
    boolean moreThan(int lines, String providerId, long from) {
        return entityManager
                .createNamedQuery(MigrationRecordEntity.TIMES_SINCE, Long.class)
                .setParameter("provider", providerId)
                .setParameter("from", from)
                .setFirstResult(lines)
                .setMaxResults(1)
                .getResultStream()
                .findAny()
                .isPresent();
    }

    /** The ids of the providers that have lines, each found by one look into an index. */
    Stream<String> providers() {
        return Stream.iterate(next(FIRST), Optional::isPresent, last -> next(last.orElseThrow()))
                .map(Optional::orElseThrow);
    }

    private Optional<String> next(String providerId) {
        return Optional.ofNullable(entityManager
                .createNamedQuery(MigrationRecordEntity.NEXT_PROVIDER, String.class)
                .setParameter("provider", providerId)
                .getSingleResult());
    }
}
