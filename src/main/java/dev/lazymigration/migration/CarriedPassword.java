package dev.lazymigration.migration;

import dev.lazymigration.hash.ForeignHash;
import dev.lazymigration.hash.StoredPassword;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;

/**
 * The password that a legacy user brings along in his row of the list: the hash that the legacy system has of it, with
 * what else it takes to verify it.
 *
 * @param credential that verifies it; empty when the row has none that Keycloak can verify
 * @param notApplied why it has none; empty when it has one, or no hash at all
 */
record CarriedPassword(Optional<CredentialModel> credential, List<NotApplied> notApplied) {

    private static final String HASH = "passwordHash";
    private static final String SCHEME = "passwordScheme";
    private static final String SALT = "passwordSalt";
    private static final String PARAMETERS = "passwordParameters";

    CarriedPassword {
        notApplied = List.copyOf(notApplied);
    }

    static CarriedPassword of(LegacyUser user) {
        Map<String, Object> profile = user.profile();
        if (text(profile.get(HASH)).isEmpty()) {
            return new CarriedPassword(Optional.empty(), List.of());
        }
        StoredPassword stored = new StoredPassword(
                text(profile.get(HASH)).get(),
                text(profile.get(SCHEME)).orElse(null),
                text(profile.get(SALT)).orElse(null),
                parameters(profile.get(PARAMETERS)));
        return ForeignHash.read(stored)
                .fold(
                        hash -> new CarriedPassword(Optional.of(credential(hash)), List.of()),
                        reason -> new CarriedPassword(Optional.empty(), List.of(new NotApplied(HASH, reason))));
    }

    private static CredentialModel credential(ForeignHash hash) {
        CredentialModel credential = hash.credential();
        credential.setCreatedDate(Time.currentTimeMillis());
        return credential;
    }

    private static Optional<String> text(Object value) {
        return value == null
                        || value instanceof Map
                        || value instanceof List
                        || value.toString().isBlank()
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    private static Map<String, String> parameters(Object value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((name, each) -> text(each).ifPresent(text -> parameters.put(name.toString(), text)));
        }
        return parameters;
    }

    /** Says nothing of the hash. */
    @Override
    public String toString() {
        return "CarriedPassword[carried=" + credential.isPresent() + "]";
    }
}
