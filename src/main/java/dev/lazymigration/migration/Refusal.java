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
        CAME_FIRST("came-first", "another user with the same user name or e-mail address came first");

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
