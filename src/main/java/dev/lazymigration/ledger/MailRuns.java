package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.List;

/**
 * The mails that the server sends by itself for each provider.
 *
 * <p>It is not part of the provider's configuration: a copy of a realm would write to the same people once more, and
 * whoever saves a provider that he has had open for a while would begin anew what was stopped meanwhile.
 */
public interface MailRuns extends ClaimableRuns<MailRun> {

    /** Those at which nobody is, though they are wanted. */
    List<MailRun> abandoned(Instant now);
}
