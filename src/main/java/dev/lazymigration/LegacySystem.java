package dev.lazymigration;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerLimit;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.legacy.Availability;
import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.legacy.LegacyTotal;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.protection.ProtectedDirectory;
import dev.lazymigration.protection.ProtectionLimits;
import dev.lazymigration.script.RunListener;
import dev.lazymigration.script.ScriptedDirectory;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HttpSource;
import dev.lazymigration.tracing.TracedDirectory;
import dev.lazymigration.tracing.TracedListing;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A configured legacy system with its scripts and its connections, shared by all requests of a provider. Safe for use
 * by several threads.
 *
 * <p>{@link #close()} lets the questions that are being asked come to their end: a saved configuration must not fail
 * the logins of that moment.
 */
final class LegacySystem implements LegacyDirectory, LegacyListing, AutoCloseable {

    private static final String CLOSED = "the configuration was changed at this moment";

    private final MigrationConfig config;
    private final HostPrimitives primitives;
    private final ScriptedDirectory scripts;
    private final ProtectedDirectory protection;
    private final LegacyDirectory directory;
    private final LegacyDirectory forLogins;
    private final LegacyListing listing;
    private final RememberedTotal total;

    /** One for the registry that holds it open, and one for each question that is being asked. */
    private final AtomicInteger holders = new AtomicInteger(1);

    /** @param runListener is told of every run of its scripts */
    LegacySystem(
            String realmName,
            String providerName,
            MigrationConfig config,
            ServerOptions options,
            HttpSource http,
            RunListener runListener) {
        this.config = config;
        this.primitives = HostPrimitives.open(options.hostSettings(http));
        this.scripts = new ScriptedDirectory(ScriptSettings.of(providerName, config, options, primitives), runListener);
        ProtectionLimits limits = options.protectionLimits(config.lookupTimeout(), config.loginTimeout());
        this.protection = new ProtectedDirectory(realmName, providerName, scripts, limits, Clock.systemUTC());
        this.directory = new TracedDirectory(providerName, protection);
        this.listing = new TracedListing(providerName, scripts);
        this.total = new RememberedTotal(this, Ticker.systemTicker());
        this.forLogins = config.unknownNames().isZero() ? this : unknownNames(options, limits);
    }

    private LegacyDirectory unknownNames(ServerOptions options, ProtectionLimits limits) {
        Ticker ticker = Ticker.systemTicker();
        // Whoever asks may stand in line for a slot before his look-up begins.
        Duration longest = limits.lookupPatience().plus(config.lookupTimeout());
        AnswerLine line = new AnswerLine(limits.runs(), ServerOptions.LONGEST_LOOKUP_WAIT, longest, ticker);
        return new UnknownNames(this, config.unknownNames(), options.limit(ServerLimit.UNKNOWN_NAMES), line, ticker);
    }

    boolean isConfiguredBy(MigrationConfig other) {
        return config.equals(other);
    }

    /** The same, where names are typed to log in: nobody is asked about those of which it is known that they are none. */
    LegacyDirectory forLogins() {
        return forLogins;
    }

    /** The same, where users are listed; empty when no script can do that. */
    Optional<LegacyListing> listing() {
        return config.listsUsers() ? Optional.of(this) : Optional.empty();
    }

    /** @param limit how long to wait for the translation of a script */
    void prepare(Duration limit) {
        scripts.prepare(limit);
    }

    /** @param context in which realm */
    LegacyStatus status(RequestContext context) {
        LegacyTotal users = listing().isPresent() ? total.get(context) : LegacyTotal.UNTOLD;
        return new LegacyStatus.Asked(availability(), config.scriptHashes(), users);
    }

    Availability availability() {
        return protection.availability();
    }

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        return ask(() -> directory.find(query, context), new LookupOutcome.Unavailable(CLOSED, false));
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        return ask(() -> directory.login(query, password, context), new LoginOutcome.Unavailable(CLOSED, false));
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        return ask(() -> directory.migrated(user, context), new NoticeOutcome.Unavailable(CLOSED));
    }

    /**
     * Past what protects the legacy system: whoever reads a list asks for one page at a time, which must neither keep a
     * login waiting nor say anything about how logins are answered.
     */
    @Override
    public ListOutcome list(ListQuery query, RequestContext context) {
        return ask(() -> listing.list(query, context), new ListOutcome.Unavailable(CLOSED));
    }

    private <T> T ask(Supplier<T> question, T whenClosed) {
        if (holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            return whenClosed;
        }
        try {
            return question.get();
        } finally {
            release();
        }
    }

    @Override
    public void close() {
        release();
    }

    private void release() {
        if (holders.decrementAndGet() == 0) {
            scripts.close();
            primitives.close();
        }
    }
}
