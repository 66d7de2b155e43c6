package dev.lazymigration;

import dev.lazymigration.legacy.LegacyQuery;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What an authentication flow remembers about a pending user from one request to the next: only the {@code f:…} id is
 * in Keycloak's own notes, and not every script can look a user up by id.
 */
record FlowNotes(KeycloakSession session) {

    private static final String QUERY = "lazy-migration.query.";
    private static final String EMAIL = "lazy-migration.email.";

    /** Keeps the question that found a user. Does nothing outside of a flow. */
    void remember(String userId, LegacyQuery query) {
        flow().ifPresent(flow -> {
            set(flow, QUERY + "email." + userId, query.email());
            set(flow, QUERY + "username." + userId, query.username());
            set(flow, QUERY + "phone." + userId, query.phone());
        });
    }

    /** Keeps the e-mail address that a user had when the flow met him first. Does nothing outside of a flow. */
    void rememberEmail(String userId, String email) {
        flow().filter(flow -> flow.getAuthNote(EMAIL + userId) == null)
                .ifPresent(flow -> set(flow, EMAIL + userId, email));
    }

    /** Whether a user has the e-mail address that he had when the flow met him first. */
    boolean isStillAt(String userId, String email) {
        return flow().map(flow -> flow.getAuthNote(EMAIL + userId))
                .filter(first -> first.equals(email))
                .isPresent();
    }

    /** The question that found a user earlier in this flow, with his id in it, or one by id alone. */
    LegacyQuery recall(String userId, String legacyId) {
        return flow().map(flow -> new LegacyQuery(
                        legacyId,
                        flow.getAuthNote(QUERY + "email." + userId),
                        flow.getAuthNote(QUERY + "username." + userId),
                        flow.getAuthNote(QUERY + "phone." + userId)))
                .orElseGet(() -> LegacyQuery.byId(legacyId));
    }

    /**
     * A name as it was typed. Keycloak puts names into lower case before it asks a user storage
     * ({@code UserCacheSession#getUserByUsername}), and a legacy database may care.
     */
    String asTyped(String lowerCase) {
        return flow().map(flow -> flow.getAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME))
                .filter(typed -> typed.equalsIgnoreCase(lowerCase)
                        || typed.toLowerCase(Locale.ROOT).equals(lowerCase))
                .orElse(lowerCase);
    }

    private static void set(AuthenticationSessionModel flow, String note, String value) {
        if (value != null) {
            flow.setAuthNote(note, value);
        }
    }

    private Optional<AuthenticationSessionModel> flow() {
        return Optional.ofNullable(session.getContext().getAuthenticationSession());
    }
}
