package dev.lazymigration.script;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host module that does what a test tells it to, behind the module file {@code fake}. */
final class FakeHost implements HostModule {

    private final List<String> closed = new CopyOnWriteArrayList<>();

    List<String> closed() {
        return closed;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<String> functions() {
        return List.of("echo", "kind", "fail", "misuse", "crash", "keep", "wait");
    }

    @Override
    public Object call(String function, List<Object> arguments, HostCall call) throws HostException {
        Object first = arguments.isEmpty() ? null : arguments.get(0);
        return switch (function) {
            case "echo" -> first;
            case "kind" -> first == null ? "null" : first.getClass().getSimpleName() + " " + first;
            case "fail" ->
                throw HostException.unavailable(
                        first.toString(), "ECONNREFUSED", Map.of("port", 5432, "fatal", true), null);
            case "misuse" -> throw HostException.misuse(first.toString());
            case "keep" ->
                call.keep(() -> {
                    closed.add(first.toString());
                    throw new IllegalStateException("closing fails too");
                });
            case "wait" -> {
                while (!call.deadline().passed()) {
                    Thread.onSpinWait();
                }
                yield null;
            }
            default -> throw new IllegalStateException("a defect of the host");
        };
    }
}
