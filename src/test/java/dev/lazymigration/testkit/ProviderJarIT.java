package dev.lazymigration.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server of its own, whose JAR comes and goes while its data stay. */
@Tag("own-server")
class ProviderJarIT {

    @Test
    void theDataOutliveTheRemovalOfTheJar() {
        try (KeycloakServer server = KeycloakServer.named("provider-jar").launch()) {
            Path jar = server.home().resolve("providers/keycloak-lazy-migration.jar");
            TestRealm realm = TestRealm.named("kept").create(server);
            realm.addUser("ada", "ada@example.org", "analytical engine");
            assertThat(Files.exists(jar)).isTrue();

            server.removeProviderJar();

            assertThat(Files.exists(jar)).isFalse();
            assertThat(realm.openLogin().signIn("ada", "analytical engine").isSignedIn())
                    .isTrue();
        }
    }
}
