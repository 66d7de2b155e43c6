package dev.lazymigration.script;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that ends host calls at their deadline. */
final class Watchdog {

    private Watchdog() {}

    /** A new one; it never keeps the JVM alive, and forgets a guard as soon as that is closed. */
    static ScheduledThreadPoolExecutor start() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "lazy-migration-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        // A provider that nobody asks any more, disabled or changed on another node, shall not hold a thread.
        executor.setKeepAliveTime(1, TimeUnit.MINUTES);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
