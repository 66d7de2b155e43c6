package dev.lazymigration.admin;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.migration.LegacyTrials.Question;
import dev.lazymigration.migration.LegacyTrials.Script;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.services.ErrorResponse;

/**
 * Which script to try, in JSON.
 *
 * @param script {@code login} or {@code getUser}
 * @param query what is known of the user
 * @param password that the login script is to prove; with {@code getUser}, what the realm's policy is to judge, or null
 * @param config what is to be different from the stored configuration, or null when nothing is; a key whose value is null
 *     has its default
 */
public record TrialRequest(String script, Query query, String password, Map<String, String> config) {

    private static final String LOGIN = "login";
    private static final String GET_USER = "getUser";

    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_CONFIG = 1_000_000;

    /**
     * What is known of a user: at least one of the four.
     *
     * @param id the legacy system's id for him, or null
     * @param email or null
     * @param username or null
     * @param phone or null
     */
    public record Query(String id, String email, String username, String phone) {

        private boolean isEmpty() {
            return texts().allMatch(String::isBlank);
        }

        private boolean isTooLong() {
            return texts().anyMatch(text -> text.length() > LONGEST_TEXT);
        }

        private Stream<String> texts() {
            return Stream.of(id, email, username, phone).filter(Objects::nonNull);
        }
    }

    public TrialRequest {
        // Not Map.copyOf, which refuses null.
        config = config == null ? Map.of() : Collections.unmodifiableMap(new HashMap<>(config));
    }

    /** @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense */
    void check(Set<String> configKeys) {
        if (!LOGIN.equals(script) && !GET_USER.equals(script)) {
            throw refused("script has to be one of: " + LOGIN + ", " + GET_USER);
        }
        if (query == null || query.isEmpty()) {
            throw refused("query needs an id, an email, a username or a phone");
        }
        if (isLogin() && password == null) {
            throw refused("the login script needs a password");
        }
        if (query.isTooLong() || password != null && password.length() > LONGEST_TEXT) {
            throw refused("query and password take " + LONGEST_TEXT + " characters each");
        }
        if (!configKeys.containsAll(config.keySet())) {
            throw refused("config holds a key that a provider does not have");
        }
        if (config.values().stream()
                        .filter(Objects::nonNull)
                        .mapToLong(String::length)
                        .sum()
                > LONGEST_CONFIG) {
            throw refused("config takes " + LONGEST_CONFIG + " characters");
        }
    }

    private boolean isLogin() {
        return LOGIN.equals(script);
    }

    /** Of a request that makes sense. */
    Question question() {
        return new Question(isLogin() ? Script.LOGIN : Script.GET_USER, legacyQuery(), typedPassword());
    }

    LegacyQuery legacyQuery() {
        return new LegacyQuery(query.id(), query.email(), query.username(), query.phone());
    }

    Optional<String> typedPassword() {
        return Optional.ofNullable(password);
    }

    /** The provider as it might be saved. A secret that is masked, as Keycloak shows it, remains what it is. */
    ComponentModel candidate(ComponentModel stored) {
        ComponentModel candidate = new ComponentModel(stored);
        config.forEach((key, value) -> {
            if (value == null) {
                candidate.getConfig().remove(key);
            } else if (!value.equals(ComponentRepresentation.SECRET_VALUE)) {
                candidate.put(key, value);
            }
        });
        return candidate;
    }

    private static RuntimeException refused(String message) {
        return ErrorResponse.error(message, Response.Status.BAD_REQUEST);
    }

    /** Says nothing of what is in it. */
    @Override
    public String toString() {
        return "TrialRequest[script=" + script + "]";
    }
}
