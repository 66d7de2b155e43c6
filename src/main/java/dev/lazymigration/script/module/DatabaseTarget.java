package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;

/**
 * A database and the account to use it with. Runs with equal targets share connections, so equality covers everything
 * that makes a connection different, the password too; the text form leaves that out.
 */
interface DatabaseTarget {

    /** Possibly empty. */
    String password();

    /** The text without this target's password, should a driver or server have put it in. */
    default String scrub(String text) {
        return password().isEmpty() ? text : text.replace(password(), "***");
    }

    /** How long to wait for a connection when so much time is left, never more than that. */
    Duration patience(Duration remaining);

    /**
     * Makes a new connection, on the calling thread.
     *
     * @param hosts where it may lead
     */
    Wire connect(ReachableHosts hosts, Deadline deadline) throws HostException;
}
