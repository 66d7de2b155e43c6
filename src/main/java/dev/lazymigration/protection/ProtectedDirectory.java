package dev.lazymigration.protection;

import dev.lazymigration.legacy.Availability;
import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A legacy system that is asked no more than it can answer, and not at all for a while when it answers nothing. Safe for
 * use by several threads.
 *
 * <p>Nobody waits for notices of migrated users: they pass as they are, and say nothing of whether it answers.
 */
public final class ProtectedDirectory implements LegacyDirectory {

    static final String DOWN = "the legacy system was not asked, since it has not answered lately";
    static final String BUSY = "the legacy system was not asked, since too many other questions wait for its answer";

    private final LegacyDirectory directory;
    private final Clock clock;
    private final OutageBreaker breaker;
    private final RunSlots lookups;
    private final RunSlots logins;

    /**
     * @param realm the realm's name, for the log
     * @param provider the provider's name, for the log
     */
    public ProtectedDirectory(
            String realm, String provider, LegacyDirectory directory, ProtectionLimits limits, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.breaker = new OutageBreaker(realm, provider, clock);
        this.lookups = new RunSlots(limits.runs(), limits.lookupPatience(), clock);
        this.logins = new RunSlots(limits.runs(), limits.loginPatience(), clock);
    }

    /** Whether it answers. */
    public Availability availability() {
        return breaker.availability();
    }

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        return ask(
                lookups,
                () -> directory.find(query, context),
                Health::of,
                outcome -> outcome instanceof LookupOutcome.Unavailable unavailable ? unavailable.reason() : "",
                LookupOutcome.Unavailable::new);
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        return ask(
                logins,
                () -> directory.login(query, password, context),
                Health::of,
                outcome -> outcome instanceof LoginOutcome.Unavailable unavailable ? unavailable.reason() : "",
                LoginOutcome.Unavailable::new);
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        return directory.migrated(user, context);
    }

    private <T> T ask(
            RunSlots slots,
            Supplier<T> question,
            Function<T, Health> health,
            Function<T, String> reason,
            Function<String, T> unavailable) {
        if (!breaker.permits()) {
            return unavailable.apply(DOWN);
        }
        if (!slots.enter()) {
            breaker.release();
            return unavailable.apply(BUSY);
        }
        Instant start = clock.instant();
        T outcome = null;
        try {
            outcome = question.get();
            return outcome;
        } finally {
            Duration duration = Duration.between(start, clock.instant());
            slots.leave(duration);
            if (outcome == null) {
                breaker.release();
            } else {
                breaker.report(health.apply(outcome), reason.apply(outcome), duration);
            }
        }
    }
}
