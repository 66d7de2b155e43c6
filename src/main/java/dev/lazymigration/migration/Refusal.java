package dev.lazymigration.migration;

/** Why a legacy user who could be known is not imported. Nothing is written for him, and an administrator has to act. */
public sealed interface Refusal {

    /** For machines: the same for the same kind of reason, for ever. */
    String code();

    /** For the log and the administrator, never for an end user: what is the matter, and what to do about it. */
    String explanation();

    /** Somebody in Keycloak has his user name or e-mail address. */
    enum Collision implements Refusal {
        USERNAME_TAKEN("username-taken", "another Keycloak user has his user name; rename or delete that user"),
        EMAIL_TAKEN("email-taken", "another Keycloak user has his e-mail address; change or delete that user"),
        CAME_FIRST("came-first", "another user with the same user name or e-mail address came first"),
        SEVERAL_USERS(
                "link-several-users",
                "his user name and e-mail address belong to several Keycloak users, so that he is none of them"),
        EMAIL_NOT_VERIFIED(
                "link-email-not-verified",
                "another Keycloak user has his e-mail address, which is not verified on both sides, so that they may be two people"),
        ALREADY_MIGRATED(
                "link-already-migrated",
                "another Keycloak user has his e-mail address, and is another legacy user already"),
        SERVICE_ACCOUNT("link-service-account", "a service account has his e-mail address"),
        FEDERATED("link-federated", "a user of another user federation has his e-mail address"),
        ADMINISTRATOR("link-administrator", "an administrator of Keycloak has his e-mail address");

        private final String code;
        private final String explanation;

        Collision(String code, String explanation) {
            this.code = code;
            this.explanation = explanation;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String explanation() {
            return explanation;
        }
    }

    /** His profile has no place in Keycloak. */
    record UnusableProfile(String explanation) implements Refusal {

        @Override
        public String code() {
            return "unusable-profile";
        }
    }

    /** The two scripts speak of different users. */
    record OtherUser(String foundId) implements Refusal {

        @Override
        public String code() {
            return "other-user";
        }

        @Override
        public String explanation() {
            return "the login script let him in under the name of legacy user " + foundId
                    + "; let both scripts find the same user";
        }
    }

    /** He was migrated before. */
    record Deleted() implements Refusal {

        @Override
        public String code() {
            return "deleted";
        }

        @Override
        public String explanation() {
            return "he was migrated before, and deleted in Keycloak since";
        }
    }

    /** Keycloak itself does not take him. */
    record Unwritable(String reason) implements Refusal {

        @Override
        public String code() {
            return "unwritable";
        }

        @Override
        public String explanation() {
            return "Keycloak cannot store him: " + reason;
        }
    }
}
