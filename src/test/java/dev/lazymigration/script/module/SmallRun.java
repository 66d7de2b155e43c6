package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A script run without a script: calls the primitives of one module as a module file would. */
final class SmallRun implements HostCall, AutoCloseable {

    private final HostModule module;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final Deadline deadline;
    private final Map<Integer, AutoCloseable> kept = new LinkedHashMap<>();
    private final List<HostException> failures = new ArrayList<>();
    private int last;

    SmallRun(HostModule module, Duration limit) {
        this.module = module;
        this.deadline = Deadline.in(limit, watchdog);
    }

    static SmallRun of(HostModule module) {
        return new SmallRun(module, Duration.ofSeconds(30));
    }

    Object call(String function, Object... arguments) throws HostException {
        return module.call(function, Arrays.asList(arguments), this);
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public int keep(AutoCloseable resource) {
        kept.put(++last, resource);
        return last;
    }

    @Override
    public <T extends AutoCloseable> T kept(Object handle, Class<T> type) throws HostException {
        AutoCloseable resource = handle instanceof Number number ? kept.get(number.intValue()) : null;
        if (!type.isInstance(resource)) {
            throw HostException.misuse("Nothing is kept under " + handle);
        }
        return type.cast(resource);
    }

    @Override
    public void failed(HostException failure) {
        failures.add(failure);
    }

    List<HostException> failures() {
        return failures;
    }

    @Override
    public void release(Object handle) {
        kept.remove(((Number) handle).intValue());
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        for (AutoCloseable resource : List.copyOf(kept.values())) {
            ((Session) resource).close();
        }
        kept.clear();
    }
}
