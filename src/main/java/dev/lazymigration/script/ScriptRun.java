package dev.lazymigration.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Everything that belongs to one run and ends with it. Confined to the thread of the run. */
final class ScriptRun implements HostCall, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ScriptRun.class);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Deadline deadline;
    private final RunLimits limits;
    private final ConsoleLines console;
    private final Tasks tasks = new Tasks();
    private final Rejections rejections = new Rejections();
    private final Map<Integer, AutoCloseable> kept = new LinkedHashMap<>();
    private final SharedMemory.Share memory = SharedMemory.newShare();
    private final long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    private HostBridge host;
    private Map<Object, Object> symbols;
    // Once over, always over: a script's finally can swallow what ends it.
    private RunOver over;
    private HostException hostFailure;
    private int lastHandle;

    ScriptRun(Deadline deadline, RunLimits limits) {
        this.deadline = deadline;
        this.limits = limits;
        this.console = new ConsoleLines(limits);
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    RunLimits limits() {
        return limits;
    }

    /** Tells how the module files of this run reach Java, before any of them does. */
    void begin(HostBridge newHost) {
        host = newHost;
    }

    HostBridge host() {
        return host;
    }

    ConsoleLines console() {
        return console;
    }

    Tasks tasks() {
        return tasks;
    }

    /** The registered symbols that this run sees: those of the engine, and its own. */
    Map<Object, Object> symbols(Map<Object, Object> ofTheEngine) {
        if (symbols == null) {
            symbols = new HashMap<>(ofTheEngine);
        }
        return symbols;
    }

    Rejections rejections() {
        return rejections;
    }

    /**
     * Called by the engine every few thousand instructions and steps, and after every host call.
     *
     * @throws RunOver when the run has used up what it may use
     */
    void checkLimits() {
        reserve(0);
    }

    /**
     * Called by the engine before it makes something large.
     *
     * @param bytes how much memory that takes
     * @throws RunOver when the run has used up what it may use, or would with this
     */
    void reserve(long bytes) {
        if (over == null) {
            over = limitReached(bytes).map(RunOver::new).orElse(null);
        }
        if (over != null) {
            throw over;
        }
    }

    /** Ends the run because its calls are nested too deeply. */
    RunOver tooDeep() {
        if (over == null) {
            over = new RunOver(new Ending.Impossible("the script calls itself too deeply"));
        }
        return over;
    }

    private Optional<Ending> limitReached(long bytesWanted) {
        if (deadline.passed()) {
            return Optional.of(new Ending.TimedOut("the script did not end within its time limit"));
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(new Ending.TimedOut("the server gave up waiting for the script"));
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore + bytesWanted;
        if (allocated > limits.allocatedBytes()) {
            return Optional.of(new Ending.Impossible(
                    "the script allocated more than " + limits.allocatedBytes() + " bytes of memory"));
        }
        if (memory.isTooLarge(allocated, limits.allocatedBytesOfAllRuns())) {
            return Optional.of(
                    new Ending.TimedOut("the scripts that run at this moment use more memory than there is for them"));
        }
        return Optional.empty();
    }

    /** Remembers that the host itself failed, whatever the script then makes of the error that it gets. */
    void remember(HostException failure) {
        boolean worse = hostFailure == null
                || hostFailure.kind() == HostException.Kind.UNAVAILABLE && failure.kind() == HostException.Kind.BROKEN;
        if (failure.kind() != HostException.Kind.MISUSE && worse) {
            hostFailure = failure;
        }
    }

    @Override
    public void failed(HostException failure) {
        remember(failure);
    }

    /** The first failure that the host saw, or the first one that no repetition can cure. */
    Optional<HostException> hostFailure() {
        return Optional.ofNullable(hostFailure);
    }

    @Override
    public int keep(AutoCloseable resource) {
        kept.put(++lastHandle, resource);
        return lastHandle;
    }

    @Override
    public <T extends AutoCloseable> T kept(Object handle, Class<T> type) throws HostException {
        AutoCloseable resource = handle instanceof Number number ? kept.get(number.intValue()) : null;
        if (!type.isInstance(resource)) {
            throw HostException.misuse("there is no such open " + type.getSimpleName());
        }
        return type.cast(resource);
    }

    @Override
    public void release(Object handle) {
        if (handle instanceof Number number) {
            kept.remove(number.intValue());
        }
    }

    /** Closes what the script left open, last opened first. */
    @Override
    public void close() {
        List<AutoCloseable> resources = new ArrayList<>(kept.values());
        Collections.reverse(resources);
        kept.clear();
        memory.close();
        resources.forEach(ScriptRun::closeQuietly);
    }

    // The run is judged already; whatever a resource throws must not keep the others open.
    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debugf(e, "A resource that a script left open could not be closed");
        }
    }
}
