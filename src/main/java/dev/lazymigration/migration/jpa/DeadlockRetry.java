package dev.lazymigration.migration.jpa;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tries a transaction again that the database has ended because it and others waited for each other. MariaDB and MySQL do so
 * when several sessions insert the same key and the first of them rolls back: all others share its lock then, and each wants
 * it alone. Safe for use by several threads.
 */
public final class DeadlockRetry {

    /** The class of an SQLSTATE, by the SQL standard: 40001 in MariaDB, MySQL, SQL Server and H2, 40P01 in PostgreSQL. */
    private static final String TRANSACTION_ROLLBACK = "40";

    /** One of those who wait for each other gets through at a time. */
    private static final int ATTEMPTS = 10;

    /** Half of it at least, and three halves at most, so that they do not meet again. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Retry RETRY = Retry.of(
            "deadlock",
            RetryConfig.custom()
                    .maxAttempts(ATTEMPTS)
                    .intervalFunction(IntervalFunction.ofRandomized(PAUSE))
                    .retryOnException(DeadlockRetry::isDeadlock)
                    .build());

    private DeadlockRetry() {}

    /** @param transaction writes nothing when it fails, and nothing outside of the database */
    public static <T> T run(Supplier<T> transaction) {
        return RETRY.executeSupplier(transaction);
    }

    /** Of what Keycloak throws, the cause is what the database has said. */
    private static boolean isDeadlock(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException said
                        && Objects.requireNonNullElse(said.getSQLState(), "").startsWith(TRANSACTION_ROLLBACK));
    }
}
