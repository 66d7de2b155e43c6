package dev.lazymigration.legacy;

/**
 * The legacy system, seen as a directory that can be asked two questions, and told of a migrated user.
 *
 * <p>Neither question changes anything, and nothing throws for anything the legacy system or a script does: every ending
 * is one of the sealed outcomes. Implementations are safe for use by several threads.
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

    /**
     * Tells the legacy system that a user has come across. It may hear of the same user more than once.
     *
     * @param user never null
     * @param context in which realm, never null; no application is involved, and no end user
     * @return how it ended, never null
     */
    NoticeOutcome migrated(MigratedUser user, RequestContext context);
}
