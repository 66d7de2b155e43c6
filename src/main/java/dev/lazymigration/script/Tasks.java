package dev.lazymigration.script;

import java.time.Duration;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/** What a run has still to do: callbacks to be answered and timers. Confined to the thread of the run. */
final class Tasks {

    private final PriorityQueue<Task> queue = new PriorityQueue<>();
    private final Set<Integer> unawaited = new HashSet<>();
    private int lastId;

    /** Something to be done after what is queued already and due. */
    int add(Runnable work) {
        return add(work, Duration.ZERO);
    }

    /**
     * Something to be done later.
     *
     * @return the number by which it can be cancelled
     */
    int add(Runnable work, Duration delay) {
        int id = ++lastId;
        queue.add(new Task(System.nanoTime() + delay.toNanos(), id, work));
        return id;
    }

    void cancel(int id) {
        queue.removeIf(task -> task.id() == id);
    }

    /** Whether the run goes on for the sake of a task; without this call it does. */
    void await(int id, boolean awaited) {
        if (awaited) {
            unawaited.remove(id);
        } else {
            unawaited.add(id);
        }
    }

    /** Whether there is nothing left that the run has to wait for. */
    boolean isEmpty() {
        return unawaited.isEmpty() ? queue.isEmpty() : queue.stream().allMatch(task -> unawaited.contains(task.id()));
    }

    /** How long until the next one is due; zero when one is due now. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, queue.element().dueNanos() - System.nanoTime()));
    }

    void runNext() {
        queue.remove().work().run();
    }

    private record Task(long dueNanos, int id, Runnable work) implements Comparable<Task> {

        @Override
        public int compareTo(Task other) {
            int byTime = Long.signum(dueNanos - other.dueNanos);
            return byTime != 0 ? byTime : Integer.compare(id, other.id);
        }
    }
}
