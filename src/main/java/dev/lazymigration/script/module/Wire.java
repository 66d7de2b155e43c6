package dev.lazymigration.script.module;

import java.time.Duration;

/** One physical connection as its pool sees it; used by one thread at a time. */
interface Wire {

    /** Asks the server whether it is still there. */
    boolean answers();

    /** Makes the connection as good as new; false when it can not be used again. */
    boolean reset();

    Duration age();

    void close();
}
