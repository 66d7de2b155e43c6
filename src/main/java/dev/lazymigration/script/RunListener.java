package dev.lazymigration.script;

import dev.lazymigration.legacy.RequestContext;

/** Is told of every run when it is over, on the thread that ran it. */
@FunctionalInterface
public interface RunListener {

    void ended(RunReport report, RequestContext context);
}
