package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyTrial;
import dev.lazymigration.legacy.LegacyTrial.Ending;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.RequestContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Runs a script once, for an administrator who wants to see all of it. */
public final class ScriptTrial {

    private final DirectorySettings settings;
    private final RequestContext context;

    /**
     * @param settings with the scripts to be tried
     * @param context for whom the question is asked
     */
    public ScriptTrial(DirectorySettings settings, RequestContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Asks the getUser script.
     *
     * @param password which the script does not get, and which must not turn up in what it says: a legacy system may hold
     *     passwords as they are
     */
    public LegacyTrial find(LegacyQuery query, Optional<String> password) {
        return run(password, directory -> directory
                .find(query, context)
                .fold(
                        found -> new Seen(Ending.FOUND, Optional.of(found.user())),
                        notFound -> new Seen(Ending.NOT_FOUND, Optional.empty()),
                        unavailable -> new Seen(Ending.UNAVAILABLE, Optional.empty()),
                        broken -> new Seen(Ending.BROKEN, Optional.empty())));
    }

    /** Asks the login script. */
    public LegacyTrial login(LegacyQuery query, String password) {
        return run(Optional.of(password), directory -> directory
                .login(query, password, context)
                .fold(
                        authenticated -> new Seen(Ending.AUTHENTICATED, Optional.of(authenticated.user())),
                        expired -> new Seen(Ending.PASSWORD_EXPIRED, Optional.of(expired.user())),
                        refused -> new Seen(Ending.REFUSED, Optional.empty()),
                        locked -> new Seen(Ending.LOCKED, locked.user()),
                        unavailable -> new Seen(Ending.UNAVAILABLE, Optional.empty()),
                        broken -> new Seen(Ending.BROKEN, Optional.empty())));
    }

    private LegacyTrial run(Optional<String> password, Function<ScriptedDirectory, Seen> question) {
        Set<String> secrets = new HashSet<>(settings.secrets());
        password.ifPresent(secrets::add);
        Redaction redaction = new Redaction(secrets);
        RecordedCalls calls = new RecordedCalls(redaction::reason);
        List<RunReport> reports = new ArrayList<>();
        DirectorySettings recorded =
                settings.withEnv(settings.env(), secrets).withHostModules(calls.of(settings.hostModules()));
        try (ScriptedDirectory directory = new ScriptedDirectory(recorded, (report, ofWhom) -> reports.add(report))) {
            Seen seen = question.apply(directory);
            RunReport report = reports.get(0);
            return new LegacyTrial(
                    seen.ending(),
                    report.reason(),
                    seen.user(),
                    report.duration(),
                    calls.calls(),
                    calls.leftOut(),
                    report.console(),
                    redaction::text);
        }
    }

    private record Seen(Ending ending, Optional<LegacyUser> user) {}
}
