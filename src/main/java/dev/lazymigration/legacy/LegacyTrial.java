package dev.lazymigration.legacy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One run of a script that an administrator has tried out, and all that could be seen of it.
 *
 * @param ending how it ended
 * @param reason of that ending, for the administrator, without secrets; empty when it has none
 * @param user whom the script returned, as he is
 * @param duration of the run, host calls included
 * @param calls what it asked of the host, in order, the first {@link #MOST_CALLS}; unmodifiable
 * @param callsLeftOut how many there were beyond
 * @param console what it printed, without secrets; unmodifiable
 * @param withoutSecrets takes the configured secrets and the password out of any other text of this run
 */
public record LegacyTrial(
        Ending ending,
        String reason,
        Optional<LegacyUser> user,
        Duration duration,
        List<Call> calls,
        int callsLeftOut,
        List<String> console,
        UnaryOperator<String> withoutSecrets) {

    public static final int MOST_CALLS = 100;

    /** How runs end; those of a login script and those of a getUser script. */
    public enum Ending {
        AUTHENTICATED("authenticated"),
        PASSWORD_EXPIRED("password-expired"),
        REFUSED("refused"),
        LOCKED("locked"),
        FOUND("found"),
        NOT_FOUND("not-found"),
        UNAVAILABLE("unavailable"),
        BROKEN("broken");

        private final String label;

        Ending(String label) {
            this.label = label;
        }

        /** For machines; the same for ever. */
        public String label() {
            return label;
        }
    }

    /**
     * Something that the host did for the script. What was asked and answered is not in it: both may be secret.
     *
     * @param function module and function, for example {@code pg.query}
     * @param duration how long it took
     * @param failure why it failed, without secrets; empty when it did not
     */
    public record Call(String function, Duration duration, Optional<String> failure) {

        public Call {
            Objects.requireNonNull(function, "function");
            Objects.requireNonNull(duration, "duration");
            Objects.requireNonNull(failure, "failure");
        }
    }

    public LegacyTrial {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(duration, "duration");
        calls = List.copyOf(calls);
        console = List.copyOf(console);
        Objects.requireNonNull(withoutSecrets, "withoutSecrets");
    }

    /** How long the host worked for the script, as far as {@link #calls()} tells. */
    public Duration hostTime() {
        return calls.stream().map(Call::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** Says how it ended, never what was in it. */
    @Override
    public String toString() {
        return "LegacyTrial[" + ending.label() + "]";
    }
}
