package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.NoticeOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges how a run ended. One rule stands above all others: a failure that the host saw is never taken for a "no", since
 * a script that wraps every error in its own would otherwise lock users out, or let them sign up twice.
 */
final class Verdict {

    private final Transcript transcript;
    private final Dialect dialect;
    private final Redaction redaction;

    Verdict(Transcript transcript, Dialect dialect, Redaction redaction) {
        this.transcript = transcript;
        this.dialect = dialect;
        this.redaction = redaction;
    }

    LoginOutcome onLogin() {
        Ending ending = transcript.ending();
        if (ending instanceof Ending.TimedOut timedOut) {
            return new LoginOutcome.Unavailable(redaction.reason(timedOut.reason()));
        }
        if (ending instanceof Ending.Impossible impossible) {
            return new LoginOutcome.Broken(redaction.reason(impossible.reason()));
        }
        if (ending instanceof Ending.Answered answered) {
            return onLoginAnswer(answered.value());
        }
        if (ending instanceof Ending.Threw threw) {
            return onLoginError(threw.error());
        }
        return hostFailureOnLogin().orElseGet(() -> new LoginOutcome.Broken(silence((Ending.Silent) ending)));
    }

    private String silence(Ending.Silent silent) {
        return silent.unhandled().isEmpty()
                ? dialect.silence()
                : redaction.reason(dialect.silence() + "; a promise was rejected: " + silent.unhandled());
    }

    private LoginOutcome onLoginAnswer(Object answer) {
        Optional<LegacyUser> user = user(answer);
        if (user.isPresent()) {
            return judge(user.get());
        }
        if (hostFailureOnLogin().isPresent()) {
            return hostFailureOnLogin().get();
        }
        boolean no = answer == null || Boolean.FALSE.equals(answer);
        return no ? new LoginOutcome.Refused("") : new LoginOutcome.Broken(notAProfile(answer));
    }

    private static LoginOutcome judge(LegacyUser user) {
        if (user.isBlocked()) {
            return new LoginOutcome.Locked("the profile says that the user is blocked", Optional.of(user));
        }
        return user.mustChangePassword()
                ? new LoginOutcome.PasswordExpired(user)
                : new LoginOutcome.Authenticated(user);
    }

    private LoginOutcome onLoginError(ThrownError error) {
        String reason = redaction.reason(error.describe());
        switch (error.name()) {
            case "AccountLockedError":
                return new LoginOutcome.Locked(reason, Optional.empty());
            case "ServiceUnavailableError":
                return new LoginOutcome.Unavailable(reason);
            case "PasswordExpiredError":
                return user(error.profile())
                        .<LoginOutcome>map(LoginOutcome.PasswordExpired::new)
                        .orElseGet(
                                () -> new LoginOutcome.Broken(
                                        "a PasswordExpiredError needs the profile: new PasswordExpiredError(message, profile)"));
            default:
                return hostFailureOnLogin()
                        .orElseGet(() ->
                                error.isDefect() ? new LoginOutcome.Broken(reason) : new LoginOutcome.Refused(reason));
        }
    }

    private Optional<LoginOutcome> hostFailureOnLogin() {
        return transcript
                .hostFailure()
                .map(failure -> failure.kind() == HostException.Kind.BROKEN
                        ? new LoginOutcome.Broken(redaction.reason(failure.getMessage()))
                        : new LoginOutcome.Unavailable(redaction.reason(failure.getMessage()), !failure.isAnswer()));
    }

    LookupOutcome onLookup() {
        Ending ending = transcript.ending();
        if (ending instanceof Ending.TimedOut timedOut) {
            return new LookupOutcome.Unavailable(redaction.reason(timedOut.reason()));
        }
        if (ending instanceof Ending.Impossible impossible) {
            return new LookupOutcome.Broken(redaction.reason(impossible.reason()));
        }
        if (ending instanceof Ending.Answered answered) {
            return onLookupAnswer(answered.value());
        }
        if (ending instanceof Ending.Threw threw) {
            return onLookupError(threw.error());
        }
        return hostFailureOnLookup().orElseGet(() -> new LookupOutcome.Broken(silence((Ending.Silent) ending)));
    }

    private LookupOutcome onLookupAnswer(Object answer) {
        Optional<LegacyUser> user = user(answer);
        if (user.isPresent()) {
            return new LookupOutcome.Found(user.get());
        }
        return hostFailureOnLookup()
                .orElseGet(() ->
                        answer == null ? new LookupOutcome.NotFound() : new LookupOutcome.Broken(notAProfile(answer)));
    }

    private LookupOutcome onLookupError(ThrownError error) {
        String reason = redaction.reason(error.describe());
        if (hostFailureOnLookup().isPresent()) {
            return hostFailureOnLookup().get();
        }
        if (dialect.meansNobody(error)) {
            return new LookupOutcome.NotFound();
        }
        if (error.isDefect()) {
            return new LookupOutcome.Broken(reason);
        }
        // What a script throws of its own accord may be about this name alone.
        return new LookupOutcome.Unavailable(reason, error.name().equals("ServiceUnavailableError"));
    }

    private Optional<LookupOutcome> hostFailureOnLookup() {
        return transcript
                .hostFailure()
                .map(failure -> failure.kind() == HostException.Kind.BROKEN
                        ? new LookupOutcome.Broken(redaction.reason(failure.getMessage()))
                        : new LookupOutcome.Unavailable(redaction.reason(failure.getMessage()), !failure.isAnswer()));
    }

    /** @param page its number */
    ListOutcome onListing(int page) {
        Ending ending = transcript.ending();
        if (ending instanceof Ending.TimedOut timedOut) {
            return new ListOutcome.Unavailable(redaction.reason(timedOut.reason()));
        }
        if (ending instanceof Ending.Impossible impossible) {
            return new ListOutcome.Broken(redaction.reason(impossible.reason()));
        }
        if (ending instanceof Ending.Answered answered) {
            ListOutcome outcome = new PageVerdict(this::user, redaction).of(answered.value(), page);
            boolean somebody = outcome.fold(listed -> !listed.page().rows().isEmpty(), no -> false, no -> false);
            return somebody ? outcome : hostFailureOnListing().orElse(outcome);
        }
        if (ending instanceof Ending.Threw threw) {
            String reason = redaction.reason(threw.error().describe());
            return hostFailureOnListing()
                    .orElseGet(() -> threw.error().isDefect()
                            ? new ListOutcome.Broken(reason)
                            : new ListOutcome.Unavailable(reason));
        }
        return hostFailureOnListing().orElseGet(() -> new ListOutcome.Broken(silence((Ending.Silent) ending)));
    }

    private Optional<ListOutcome> hostFailureOnListing() {
        return transcript
                .hostFailure()
                .map(failure -> failure.kind() == HostException.Kind.BROKEN
                        ? new ListOutcome.Broken(redaction.reason(failure.getMessage()))
                        : new ListOutcome.Unavailable(redaction.reason(failure.getMessage())));
    }

    /** A script that has caught an error of the host may have told nobody: it counts as one that failed. */
    NoticeOutcome onNotice() {
        Ending ending = transcript.ending();
        if (ending instanceof Ending.TimedOut timedOut) {
            return new NoticeOutcome.Unavailable(redaction.reason(timedOut.reason()));
        }
        if (ending instanceof Ending.Impossible impossible) {
            return new NoticeOutcome.Broken(redaction.reason(impossible.reason()));
        }
        if (ending instanceof Ending.Threw threw && threw.error().name().equals("ServiceUnavailableError")) {
            return new NoticeOutcome.Unavailable(redaction.reason(threw.error().describe()));
        }
        if (transcript.hostFailure().isPresent()) {
            HostException failure = transcript.hostFailure().get();
            String reason = redaction.reason(failure.getMessage());
            return failure.kind() == HostException.Kind.BROKEN
                    ? new NoticeOutcome.Broken(reason)
                    : new NoticeOutcome.Unavailable(reason);
        }
        if (ending instanceof Ending.Threw threw) {
            String reason = redaction.reason(threw.error().describe());
            return threw.error().isDefect() ? new NoticeOutcome.Broken(reason) : new NoticeOutcome.Failed(reason);
        }
        return ending instanceof Ending.Silent silent
                ? new NoticeOutcome.Broken(silence(silent))
                : new NoticeOutcome.Told();
    }

    private Optional<LegacyUser> user(Object answer) {
        if (!(answer instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        Map<String, Object> profile = new LinkedHashMap<>();
        fields.forEach((name, value) -> profile.put(name.toString(), value));
        return ProfileIds.of(profile, dialect.idFields()).map(id -> new LegacyUser(id, profile));
    }

    private static String notAProfile(Object answer) {
        if (answer instanceof Map<?, ?>) {
            return "the script returned a profile without an id: it needs id or user_id";
        }
        return "the script returned " + kindOf(answer) + " where a profile is expected";
    }

    static String kindOf(Object answer) {
        if (answer == null) {
            return "nothing";
        }
        return answer instanceof List<?>
                ? "an array"
                : answer instanceof Boolean
                        ? "the boolean " + answer
                        : answer instanceof Number ? "a number" : "a string";
    }
}
