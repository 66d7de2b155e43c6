package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A legacy system behind its scripts. Safe for use by several threads; the runs have nothing in common but the compiled
 * scripts. Close it when the last run is over.
 */
public final class ScriptedDirectory implements LegacyDirectory, LegacyListing, AutoCloseable {

    // For the whole JVM: realms may share scripts, and a provider that is saved again keeps most of its own.
    private static final ScriptCompiler COMPILER = new ScriptCompiler();

    /** How long a look-up waits for the translation of its script. */
    private static final Duration LOOKUP_PATIENCE = Duration.ofMillis(2500);

    /** How long anything else does. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DirectorySettings settings;
    private final Redaction redaction;
    private final ScriptRunner runner;
    private final List<RunListener> listeners;
    private final Set<ScriptSlot> prepared = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watchdog = Watchdog.start();

    /** @param listeners are told of every run, after it has been logged */
    public ScriptedDirectory(DirectorySettings settings, RunListener... listeners) {
        this.settings = settings;
        this.redaction = new Redaction(settings.secrets());
        this.runner = new ScriptRunner(
                settings.dialect().convention(),
                settings.env(),
                settings.limits(),
                settings.hostModules(),
                settings.moduleFolder());
        this.listeners = Stream.concat(Stream.of(new RunLog(settings.name())), Arrays.stream(listeners))
                .toList();
    }

    /** Loads the translator and the engine, so that the first user does not have to wait for them. */
    public static void warmUp() {
        SharedWorld.get();
    }

    /**
     * Translates the scripts, so that the first user does not have to wait for it. What is wrong with them shows when
     * they are run.
     *
     * @param limit how long to wait for each; the translation goes on nevertheless
     */
    public void prepare(Duration limit) {
        prepare(ScriptSlot.LOGIN, settings.loginScript(), limit);
        prepare(ScriptSlot.GET_USER, settings.getUserScript(), limit);
    }

    private static void prepare(ScriptSlot slot, String source, Duration limit) {
        try {
            COMPILER.compile(slot, source, limit);
        } catch (ScriptException | RunOver laterThen) {
            // Said to whoever runs it.
        }
    }

    static ScriptCompiler compiler() {
        return COMPILER;
    }

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        Question question = Question.lookup(query, context);
        return ask(
                question,
                settings.getUserScript(),
                settings.lookupLimit(),
                redaction,
                (verdict, printed) -> printed.with(verdict.onLookup()),
                ScriptedDirectory::reason);
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        Question question = Question.proof(query, password, context);
        return ask(
                question,
                settings.loginScript(),
                settings.loginLimit(),
                redaction.and(password),
                (verdict, printed) -> printed.with(verdict.onLogin()),
                ScriptedDirectory::reason);
    }

    @Override
    public ListOutcome list(ListQuery query, RequestContext context) {
        return ask(
                Question.listing(query, context),
                settings.listScript().source(),
                settings.listScript().limit(),
                redaction,
                (verdict, printed) -> verdict.onListing(query.page()),
                ScriptedDirectory::reason);
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        return ask(
                Question.notice(user, context),
                settings.noticeScript().source(),
                settings.noticeScript().limit(),
                redaction,
                (verdict, printed) -> printed.with(verdict.onNotice()),
                ScriptedDirectory::reason);
    }

    private <T> T ask(
            Question question,
            String source,
            Duration limit,
            Redaction runRedaction,
            BiFunction<Verdict, Printed, T> judge,
            Function<T, String> reason) {
        long start = System.nanoTime();
        Transcript transcript = transcript(question, source, limit);
        Printed printed = new Printed(
                transcript.console().stream().map(runRedaction::line).toList());
        T outcome = judge.apply(new Verdict(transcript, settings.dialect().convention(), runRedaction), printed);
        RunReport report = new RunReport(
                question.slot(),
                question.legacyId(),
                outcome.getClass().getSimpleName(),
                reason.apply(outcome),
                Duration.ofNanos(System.nanoTime() - start),
                printed.lines());
        listeners.forEach(listener -> listener.ended(report, question.context()));
        return outcome;
    }

    private Transcript transcript(Question question, String source, Duration limit) {
        CompiledScript script;
        try {
            // Not the script's time: it happens once, and takes longest in a JVM that has just started.
            script = COMPILER.compile(question.slot(), source, patience(question.slot(), limit));
        } catch (ScriptException e) {
            return new Transcript(new Ending.Impossible(e.describe()), Optional.empty(), List.of());
        } catch (RunOver notYet) {
            return new Transcript(notYet.ending(), Optional.empty(), List.of());
        }
        if (prepared.add(question.slot())) {
            settings.moduleFolder().prepare(source);
        }
        return runner.ask(script, question, Deadline.in(limit, watchdog));
    }

    /** Keycloak interrupts a look-up after three seconds, and nothing else. */
    private static Duration patience(ScriptSlot slot, Duration limit) {
        Duration least = slot == ScriptSlot.GET_USER ? LOOKUP_PATIENCE : PATIENCE;
        return limit.compareTo(least) > 0 ? limit : least;
    }

    private static String reason(LookupOutcome outcome) {
        if (outcome instanceof LookupOutcome.Unavailable unavailable) {
            return unavailable.reason();
        }
        return outcome instanceof LookupOutcome.Broken broken ? broken.reason() : "";
    }

    private static String reason(LoginOutcome outcome) {
        if (outcome instanceof LoginOutcome.Refused refused) {
            return refused.reason();
        }
        if (outcome instanceof LoginOutcome.Locked locked) {
            return locked.reason();
        }
        if (outcome instanceof LoginOutcome.Unavailable unavailable) {
            return unavailable.reason();
        }
        return outcome instanceof LoginOutcome.Broken broken ? broken.reason() : "";
    }

    private static String reason(ListOutcome outcome) {
        return outcome.fold(listed -> "", ListOutcome.Unavailable::reason, ListOutcome.Broken::reason);
    }

    private static String reason(NoticeOutcome outcome) {
        return outcome.fold(
                told -> "",
                NoticeOutcome.Failed::reason,
                NoticeOutcome.Unavailable::reason,
                NoticeOutcome.Broken::reason);
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
