package dev.lazymigration.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * Since when a migration is finished. It is part of a provider's configuration, so that every node of a cluster sees it
 * as soon as Keycloak tells them of the change, and a realm's export has it.
 */
public final class FinishConfig {

    /** Clocks of two nodes may differ by that much. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private FinishConfig() {}

    /**
     * Empty while the migration goes on.
     *
     * @throws InvalidConfigException when what is configured is neither a date nor a time in UTC
     */
    static Optional<Instant> read(ComponentModel component) throws InvalidConfigException {
        String configured = component.get(ConfigKey.FINISHED);
        if (configured == null || configured.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(configured.strip()));
        } catch (DateTimeParseException unreadable) {
            throw invalid();
        }
    }

    private static Instant parse(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static InvalidConfigException invalid() {
        return new InvalidConfigException("lazyMigrationFinishedInvalid");
    }

    /**
     * The same for a provider that is about to be saved: nobody can finish a migration at a later time.
     *
     * @throws InvalidConfigException also for a time that is still to come
     */
    public static Optional<Instant> check(ComponentModel component) throws InvalidConfigException {
        Optional<Instant> finished = read(component);
        if (finished.filter(Instant.now().plus(CLOCK_SKEW)::isBefore).isPresent()) {
            throw invalid();
        }
        return finished;
    }

    /** The same, where what cannot be read means nothing: nobody can use such a provider. */
    public static Optional<Instant> since(ComponentModel component) {
        try {
            return read(component);
        } catch (InvalidConfigException unusable) {
            return Optional.empty();
        }
    }

    /** Whether the legacy system may be asked: neither is the provider switched off, nor its migration finished. */
    public static boolean isGoingOn(ComponentModel component) {
        return new UserStorageProviderModel(component).isEnabled() && !isFinished(component);
    }

    public static boolean isFinished(ComponentModel component) {
        return since(component).isPresent();
    }

    /** The provider as it is when its migration is finished. */
    public static ComponentModel finished(ComponentModel component, Instant since) {
        ComponentModel finished = new ComponentModel(component);
        finished.put(ConfigKey.FINISHED, since.truncatedTo(ChronoUnit.SECONDS).toString());
        return finished;
    }

    /** The provider as it is when its migration goes on. */
    public static ComponentModel reopened(ComponentModel component) {
        ComponentModel reopened = new ComponentModel(component);
        reopened.getConfig().remove(ConfigKey.FINISHED);
        return reopened;
    }
}
