package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The mails that the server sends by itself for each provider, within one Keycloak transaction. Not safe for use by
 * several threads.
 *
 * <p>Whoever wants to send claims the line first; then nobody else in the cluster does, until the claim runs out.
 *
 * <p>It is not part of the provider's configuration: a copy of a realm would write to the same people once more, and
 * whoever saves a provider that he has had open for a while would begin anew what was stopped meanwhile.
 */
public interface MailRuns {

    /** Those of a provider, be they over or not. */
    Optional<MailRun> find(String providerId);

    /** Those at which nobody is, though they are wanted. */
    List<MailRun> abandoned(Instant now);

    /**
     * Writes a line, whatever was there; nobody else can at the same time.
     *
     * @param providerId whose
     * @param next what becomes of the line that is there now, if any; empty when nothing is to be changed
     * @return what was written
     * @throws org.keycloak.models.ModelDuplicateException when another transaction is writing the first line of the
     *     provider; the transaction is lost then
     */
    Optional<MailRun> claim(String providerId, Change next);

    /** What becomes of a line. */
    @FunctionalInterface
    interface Change {

        Optional<MailRun> of(Optional<MailRun> now);
    }

    /**
     * Goes on.
     *
     * @param claimed as whoever goes on knows it
     * @param change what becomes of it
     * @return the line as it is now, with what an administrator wants in it; empty when the claim has passed to somebody
     *     else, or when the provider is gone
     */
    Optional<MailRun> update(MailRun claimed, UnaryOperator<MailRun> change);

    /** Forgets everything about a provider that is being removed. */
    void forgetProvider(String providerId);

    /** Forgets everything about a realm that is being removed. */
    void forgetRealm(String realmId);
}
