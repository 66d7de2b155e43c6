package dev.lazymigration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.storage.UserStorageProviderModel;
import org.keycloak.storage.UserStorageProviderModel.SyncMode;

class SyncTimesTest {

    private static ComponentModel provider(String script, int lastSync) {
        UserStorageProviderModel provider = new UserStorageProviderModel();
        provider.setName("legacy");
        provider.put("loginScript", script);
        provider.setLastSync(lastSync, SyncMode.FULL);
        return provider;
    }

    @Test
    void aSyncThatKeycloakHasTakenNoteOfIsNoChange() {
        assertThat(SyncTimes.areAllThatChanged(provider("a script", 1), provider("a script", 2)))
                .isTrue();
    }

    @Test
    void whoeverSavesAProviderIsHeard() {
        assertThat(SyncTimes.areAllThatChanged(provider("a script", 1), provider("another script", 2)))
                .isFalse();
        assertThat(SyncTimes.areAllThatChanged(provider("a script", 1), provider("a script", 1)))
                .as("without any change")
                .isFalse();
        ComponentModel renamed = provider("a script", 2);
        renamed.setName("another name");
        assertThat(SyncTimes.areAllThatChanged(provider("a script", 1), renamed))
                .isFalse();
    }
}
