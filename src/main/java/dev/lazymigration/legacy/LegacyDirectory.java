package dev.lazymigration.legacy;

/**
 * The legacy system, seen as a directory that can be asked two questions.
 *
 * <p>Neither question changes anything, neither throws for anything the legacy system or a script does: every ending is
 * one of the sealed outcomes. Implementations are safe for use by several threads.
 */
public interface LegacyDirectory {

    /**
     * Looks a user up without a password.
     *
     * @param query what is known of the user, never null
     * @param context for whom the question is asked, never null
     * @return how the look-up ended, never null
     */
    LookupOutcome find(LegacyQuery query, RequestContext context);

    /**
     * Proves a password.
     *
     * @param query what is known of the user, never null
     * @param password the password as it was typed, never null, possibly empty
     * @param context for whom the question is asked, never null
     * @return how the proof ended, never null
     */
    LoginOutcome login(LegacyQuery query, String password, RequestContext context);
}
