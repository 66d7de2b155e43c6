package dev.lazymigration.audit;

import java.util.EnumSet;
import java.util.Set;

/**
 * Finds rows that have something in common with a row before them that only one user of a realm can have. Not safe for use by
 * several threads.
 */
final class Namesakes {

    private final SeenTexts ids;
    private final SeenTexts usernames;
    private final SeenTexts spellings;
    private final SeenTexts emails;

    /** @param most how many rows are kept in mind */
    Namesakes(int most) {
        ids = new SeenTexts(most);
        usernames = new SeenTexts(most);
        spellings = new SeenTexts(most);
        emails = new SeenTexts(most);
    }

    /**
     * What a realm allows.
     *
     * @param duplicateEmails whether several users may have one e-mail address
     * @param loginWithEmail whether people may log in with their address
     */
    record Rules(boolean duplicateEmails, boolean loginWithEmail) {}

    /**
     * What people are called.
     *
     * @param username in lower case
     * @param spelling the same as the legacy system writes it
     * @param email in lower case, or null
     */
    record Names(String username, String spelling, String email) {}

    /** Whether rows that are met from now on are not kept in mind. */
    boolean isFull() {
        return ids.isFull();
    }

    /** @return whether no row before has this id */
    boolean meetId(String id) {
        return ids.add(id);
    }

    /** @return in what these names are another row's */
    Set<FindingCode> meet(Names names, Rules rules) {
        Set<FindingCode> findings = EnumSet.noneOf(FindingCode.class);
        // The address of a row may be its own user name; it is not compared with itself.
        boolean nameIsEmail = rules.loginWithEmail() && emails.has(names.username());
        boolean emailIsName = rules.loginWithEmail() && names.email() != null && usernames.has(names.email());
        boolean newUsername = usernames.add(names.username());
        boolean newSpelling = spellings.add(names.spelling());
        boolean newEmail = names.email() == null || emails.add(names.email());
        boolean emailIsTaken = !newEmail && !rules.duplicateEmails();
        if (emailIsTaken) {
            findings.add(FindingCode.DUPLICATE_EMAIL);
        }
        // Where the address is the user name, that is the same thing once more.
        if (!newUsername && !(emailIsTaken && names.username().equals(names.email()))) {
            findings.add(newSpelling ? FindingCode.USERNAME_CASE_CLASH : FindingCode.DUPLICATE_USERNAME);
        }
        if (nameIsEmail && newUsername || emailIsName && newEmail) {
            findings.add(FindingCode.USERNAME_IS_EMAIL);
        }
        return findings;
    }
}
