package dev.lazymigration.admin;

import dev.lazymigration.ledger.MailRun;

/**
 * What an administrator has begun or stopped of the mails that the server sends by itself, in an admin event.
 *
 * @param perMinute how many in a minute; null when they had stopped by themselves before
 */
record MailPaceTrace(Integer perMinute) {

    static MailPaceTrace of(MailRun run) {
        return new MailPaceTrace(run.perMinute().isPresent() ? run.perMinute().getAsInt() : null);
    }
}
