package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;

/**
 * What Keycloak sees of a user before he is imported: the mapped legacy profile, and over it what Keycloak's flows
 * change meanwhile.
 *
 * <p>Those changes live as long as the request and come along at import, so that an unfinished flow leaves nothing
 * behind. One has to outlive it: a permanent lock-out by brute-force detection (Keycloak's {@code
 * DefaultBruteForceProtector} disables the user in a job of its own) is kept in Keycloak's federated storage, the only
 * thing ever written for a user who has proved nothing, with the {@linkplain LockOutNames names} to lift it by.
 */
final class PendingProfile extends AbstractUserAdapterFederatedStorage {

    private static final Set<String> LOCK_OUT = Set.of(ENABLED_ATTRIBUTE, DISABLED_REASON);

    private final String id;
    private final MappedProfile.Usable profile;
    private final LegacyQuery query;
    private final Map<String, List<String>> attributes;
    private final Set<String> requiredActions = new LinkedHashSet<>();
    private boolean emailVerified;

    PendingProfile(
            KeycloakSession session,
            RealmModel realm,
            ComponentModel provider,
            LegacyUser user,
            MappedProfile.Usable profile,
            LegacyQuery query) {
        super(session, realm, provider);
        this.id = StorageId.keycloakId(provider, user.id());
        this.profile = profile;
        this.query = query;
        this.attributes = new LinkedHashMap<>(profile.attributes());
        putUnlessNull(UserModel.USERNAME, profile.username());
        putUnlessNull(UserModel.EMAIL, profile.email());
        putUnlessNull(UserModel.FIRST_NAME, profile.firstName());
        putUnlessNull(UserModel.LAST_NAME, profile.lastName());
        this.emailVerified = profile.emailVerified();
    }

    /** Carries over to the imported user what Keycloak's flows have changed, except for the lock-out. */
    void applyChangesTo(UserModel imported) {
        attributes.forEach((name, values) -> {
            if (!values.equals(original(name))) {
                imported.setAttribute(name, values);
            }
        });
        profile.attributes().keySet().stream()
                .filter(name -> !attributes.containsKey(name))
                .forEach(imported::removeAttribute);
        requiredActions.forEach(imported::addRequiredAction);
        if (emailVerified != profile.emailVerified()) {
            imported.setEmailVerified(emailVerified);
        }
    }

    private List<String> original(String name) {
        return switch (name) {
            case UserModel.USERNAME -> List.of(profile.username());
            case UserModel.EMAIL -> singleton(profile.email());
            case UserModel.FIRST_NAME -> singleton(profile.firstName());
            case UserModel.LAST_NAME -> singleton(profile.lastName());
            default -> profile.attributes().get(name);
        };
    }

    private static List<String> singleton(String value) {
        return value == null ? List.of() : List.of(value);
    }

    private void putUnlessNull(String name, String value) {
        if (value != null) {
            attributes.put(name, List.of(value));
        }
    }

    @Override
    public String getId() {
        return id;
    }

    /** Off when the legacy system says so, and when brute-force detection has locked him out. */
    @Override
    public boolean isEnabled() {
        return profile.enabled() && super.isEnabled();
    }

    @Override
    public void setEnabled(boolean enabled) {
        super.setEnabled(enabled);
        if (!enabled) {
            new LockOutNames(session, realm).keep(id, query);
        }
    }

    @Override
    public String getUsername() {
        return getFirstAttribute(UserModel.USERNAME);
    }

    @Override
    public void setUsername(String username) {
        setSingleAttribute(UserModel.USERNAME, username);
    }

    @Override
    public boolean isEmailVerified() {
        return emailVerified;
    }

    @Override
    public void setEmailVerified(boolean verified) {
        emailVerified = verified;
    }

    @Override
    public void setSingleAttribute(String name, String value) {
        setAttribute(name, singleton(value));
    }

    @Override
    public void setAttribute(String name, List<String> values) {
        if (LOCK_OUT.contains(name)) {
            super.setAttribute(name, values);
        } else if (values == null || values.isEmpty()) {
            attributes.remove(name);
        } else {
            attributes.put(name, List.copyOf(values));
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (LOCK_OUT.contains(name)) {
            super.removeAttribute(name);
        } else {
            attributes.remove(name);
        }
    }

    @Override
    public String getFirstAttribute(String name) {
        return getAttributeStream(name).findFirst().orElse(null);
    }

    @Override
    public Stream<String> getAttributeStream(String name) {
        return LOCK_OUT.contains(name)
                ? super.getAttributeStream(name)
                : attributes.getOrDefault(name, List.of()).stream();
    }

    @Override
    public Map<String, List<String>> getAttributes() {
        MultivaluedHashMap<String, String> copy = new MultivaluedHashMap<>();
        attributes.forEach((name, values) -> copy.put(name, new ArrayList<>(values)));
        return copy;
    }

    @Override
    public Stream<String> getRequiredActionsStream() {
        return requiredActions.stream();
    }

    @Override
    public void addRequiredAction(String action) {
        requiredActions.add(action);
    }

    @Override
    public void addRequiredAction(RequiredAction action) {
        addRequiredAction(action.name());
    }

    @Override
    public void removeRequiredAction(String action) {
        requiredActions.remove(action);
    }

    @Override
    public void removeRequiredAction(RequiredAction action) {
        removeRequiredAction(action.name());
    }
}
