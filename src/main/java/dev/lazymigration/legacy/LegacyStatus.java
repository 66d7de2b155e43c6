package dev.lazymigration.legacy;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** How a legacy system is, for administrators. */
public sealed interface LegacyStatus {

    /**
     * It is asked, and answers or not.
     *
     * @param scripts what tells one version of each script from the next, by the script's setting; unmodifiable
     * @param total how many users it has
     */
    record Asked(Availability availability, Map<String, String> scripts, LegacyTotal total) implements LegacyStatus {

        public Asked {
            Objects.requireNonNull(availability, "availability");
            scripts = Map.copyOf(scripts);
            Objects.requireNonNull(total, "total");
        }

        @Override
        public <R> R fold(Function<Asked, R> asked, Function<Unusable, R> unusable) {
            return asked.apply(this);
        }
    }

    /**
     * It cannot be asked, because of how the provider is configured.
     *
     * @param problem for administrators, without any configured value
     */
    record Unusable(String problem) implements LegacyStatus {

        public Unusable {
            Objects.requireNonNull(problem, "problem");
        }

        @Override
        public <R> R fold(Function<Asked, R> asked, Function<Unusable, R> unusable) {
            return unusable.apply(this);
        }
    }

    <R> R fold(Function<Asked, R> asked, Function<Unusable, R> unusable);
}
