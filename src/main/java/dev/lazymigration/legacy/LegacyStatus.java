package dev.lazymigration.legacy;

import java.util.Objects;
import java.util.function.Function;

/** How a legacy system is, for administrators. */
public sealed interface LegacyStatus {

    /** It is asked, and answers or not. */
    record Asked(Availability availability) implements LegacyStatus {

        public Asked {
            Objects.requireNonNull(availability, "availability");
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
