package dev.lazymigration.flow;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Somebody who comes again and again at a steady rate, and notes what he gets. */
final class Visitor implements Runnable {

    private static final Duration INTERVAL = Duration.ofMillis(350);

    /** What a visitor can get. */
    enum Reply {
        LET_IN("let in"),
        WRONG_CREDENTIALS("wrong credentials"),
        ALREADY_EXISTS("already exists"),
        TRY_AGAIN("try again later"),
        ANYTHING_ELSE("anything else");

        private final String label;

        Reply(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final String who;
    private final Set<Reply> allowed;
    private final Callable<Reply> visit;
    private final AnswerTable answers;
    private volatile boolean goesOn = true;

    /** @param allowed whatever else he gets is a lie, or an error */
    Visitor(String who, Set<Reply> allowed, Callable<Reply> visit, AnswerTable answers) {
        this.who = who;
        this.allowed = allowed;
        this.visit = visit;
        this.answers = answers;
    }

    void comesNoMore() {
        goesOn = false;
    }

    @Override
    public void run() {
        while (goesOn) {
            long visited = System.nanoTime();
            answers.visited(who, allowed, visit);
            LockSupport.parkNanos(INTERVAL.toNanos() - (System.nanoTime() - visited));
        }
    }
}
