package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyTrial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes down which host functions a run calls, up to a number. Confined to the thread of that run. */
final class RecordedCalls {

    private final UnaryOperator<String> redaction;
    private final List<LegacyTrial.Call> calls = new ArrayList<>();
    private int leftOut;

    /** @param redaction of what the host says in its failures */
    RecordedCalls(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    /** The same modules, written down. */
    List<HostModule> of(List<HostModule> modules) {
        return modules.stream().<HostModule>map(Recorded::new).toList();
    }

    List<LegacyTrial.Call> calls() {
        return List.copyOf(calls);
    }

    int leftOut() {
        return leftOut;
    }

    private void add(String function, long start, Optional<String> failure) {
        if (calls.size() == LegacyTrial.MOST_CALLS) {
            leftOut++;
        } else {
            calls.add(new LegacyTrial.Call(
                    function, Duration.ofNanos(System.nanoTime() - start), failure.map(redaction)));
        }
    }

    private final class Recorded implements HostModule {

        private final HostModule module;

        private Recorded(HostModule module) {
            this.module = module;
        }

        @Override
        public String name() {
            return module.name();
        }

        @Override
        public List<String> functions() {
            return module.functions();
        }

        @Override
        public Object call(String function, List<Object> arguments, HostCall call) throws HostException {
            String name = module.name() + "." + function;
            long start = System.nanoTime();
            try {
                Object answer = module.call(function, arguments, call);
                add(name, start, Optional.empty());
                return answer;
            } catch (HostException failure) {
                add(name, start, Optional.of(String.valueOf(failure.getMessage())));
                throw failure;
            } catch (RuntimeException over) {
                // The deadline, for example.
                add(name, start, Optional.of("it did not come to its end"));
                throw over;
            }
        }
    }
}
