package dev.lazymigration.legacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user as the legacy system describes him.
 *
 * @param id the legacy system's id for him, never blank; his identity for ever
 * @param profile everything the script returned, in its order and with its own field names: values are null, strings,
 *     booleans, numbers, lists and maps of the same; unmodifiable
 */
public record LegacyUser(String id, Map<String, Object> profile) {

    public LegacyUser {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("A legacy user needs an id");
        }
        profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
    }

    /** Whether the legacy system has locked him, as scripts of every dialect say it. */
    public boolean isBlocked() {
        return Boolean.TRUE.equals(profile.get("blocked"));
    }

    /** Whether the legacy system wants him to choose another password. */
    public boolean mustChangePassword() {
        return Boolean.TRUE.equals(profile.get("mustChangePassword"));
    }

    /** Says who, never what: a profile may hold anything, a password hash included. */
    @Override
    public String toString() {
        return "LegacyUser[id=" + id + "]";
    }
}
