package dev.lazymigration.migration;

import org.keycloak.models.UserModel;

/** Where in Keycloak a legacy user belongs. */
sealed interface Place {

    /** Nowhere yet: he becomes a new user. */
    record Free() implements Place {}

    /** He is this user, whom Keycloak had already. */
    record Existing(UserModel user) implements Place {}

    /** He would be a user whom Keycloak had already, and who must not log in. */
    record SwitchedOff() implements Place {}

    /** With somebody else. */
    record Taken(Refusal refusal) implements Place {}
}
