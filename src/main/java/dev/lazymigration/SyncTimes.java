package dev.lazymigration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keycloak.component.ComponentModel;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * When a provider was synced last. Keycloak keeps that in the configuration of the provider ({@code
 * UserStorageSyncTask#updateLastSyncInterval}), as if somebody had saved it.
 */
final class SyncTimes {

    private SyncTimes() {}

    /** Whether Keycloak has only taken note of a sync; who saves a provider without a change wants to be heard. */
    static boolean areAllThatChanged(ComponentModel before, ComponentModel after) {
        return !before.getConfig().equals(after.getConfig())
                && withoutTimes(before).equals(withoutTimes(after))
                && Objects.equals(before.getName(), after.getName());
    }

    private static Map<String, List<String>> withoutTimes(ComponentModel provider) {
        return provider.getConfig().entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(UserStorageProviderModel.LAST_SYNC))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
