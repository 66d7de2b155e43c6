package dev.lazymigration.audit;

/** What an audit can find. The codes are the same for ever; where a failure of a sync has one, it is that. */
public enum FindingCode {
    UNUSABLE_ROW(
            "unusable-row",
            true,
            "rows that are no users, because they have no id for example; let the script give each an id"),
    DUPLICATE_ID(
            "duplicate-id",
            false,
            "rows with the id of a row before them, which are never looked at; let the script give each user an id of his own,"
                    + " and each page only users who were on none before it"),
    UNUSABLE_PROFILE(
            "unusable-profile",
            true,
            "users whom Keycloak cannot take as they are; correct what the reasons say in the legacy database or in the script"),
    DUPLICATE_USERNAME(
            "duplicate-username",
            true,
            "users with the user name of a row before them; only the first of them can come, so rename the others in the legacy"
                    + " database"),
    USERNAME_CASE_CLASH(
            "username-case-clash",
            true,
            "users whose name differs from that of a row before them only in upper and lower case, which is the same name in"
                    + " Keycloak; rename them in the legacy database"),
    DUPLICATE_EMAIL(
            "duplicate-email",
            true,
            "users with the e-mail address of a row before them, in upper or lower case; only the first of them can come, so"
                    + " correct the address in the legacy database, let the script leave it out, or allow duplicate e-mails in"
                    + " the realm"),
    USERNAME_IS_EMAIL(
            "username-is-email",
            true,
            "users whose name is the e-mail address of a row before them or the other way round, while people may log in with"
                    + " either; rename one of them, or switch \"login with email\" off in the realm"),
    USERNAME_TAKEN(
            "username-taken",
            true,
            "users whose name a Keycloak user has who did not come by this provider; rename or delete that user"),
    EMAIL_TAKEN(
            "email-taken",
            true,
            "users whose e-mail address a Keycloak user has who did not come by this provider; change or delete that user, or"
                    + " let logins link the two by the setting existingUsers"),
    MIGRATED_USER_HAS_NAME(
            "migrated-user-has-name",
            true,
            "users whose name or e-mail address is that of a user who came by this provider before; rename one of them"),
    ROLE_LEFT_OUT(
            "role-left-out",
            false,
            "users who would not get all of their roles; create these in the realm, or map or drop them by a rule"),
    GROUP_LEFT_OUT(
            "group-left-out",
            false,
            "users who would not be in all of their groups; create these in the realm, or map or drop them by a rule"),
    ORGANIZATION_LEFT_OUT(
            "organization-left-out",
            false,
            "users who would not be in all of their organizations; create these in the realm, or drop them by a rule"),
    FIELD_LEFT_OUT(
            "field-left-out",
            false,
            "users with fields that would not come across; name these in a rule, or let the script leave them out"),
    HASH_LEFT_OUT(
            "hash-left-out",
            false,
            "users with a password hash that Keycloak cannot verify; they would have to prove their password at their first"
                    + " login, by the login script"),
    NOT_COMPARED(
            "not-compared",
            false,
            "rows beyond the number that an audit keeps in mind; they were compared with Keycloak's users, but not with each"
                    + " other");

    private final String code;
    private final boolean keepsOut;
    private final String explanation;

    FindingCode(String code, boolean keepsOut, String explanation) {
        this.code = code;
        this.keepsOut = keepsOut;
        this.explanation = explanation;
    }

    /** For machines. */
    public String code() {
        return code;
    }

    /** Whether a row with it does not come across. */
    public boolean keepsOut() {
        return keepsOut;
    }

    /** For the administrator: which rows these are, and what to do about them. */
    public String explanation() {
        return explanation;
    }
}
