package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.docs.MarkdownFile;
import dev.lazymigration.hash.ForeignHash;
import dev.lazymigration.hash.StoredPassword;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.util.JsonSerialization;

/** Users who come to Keycloak with the hashes of another system in their credentials. */
@LazyMigrationTest
class PasswordHashesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    PasswordHashesIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    /** The vectors are those of the recipes in docs/password-schemes.md. */
    record Arrival(String username, String password, StoredPassword stored, String algorithm) {

        @Override
        public String toString() {
            return username;
        }
    }

    static Stream<Arrival> arrivals() {
        return Stream.of(
                new Arrival(
                        "phpass",
                        "hashcat",
                        StoredPassword.of("$P$984478476IagS59wHZvyQMArzfx58u."),
                        "lazy-migration-phpass"),
                new Arrival(
                        "directory",
                        "password",
                        StoredPassword.of("{SSHA}pKqkNr1tq3wtQqk+UcPyA3HnA2NsU5NJ"),
                        "lazy-migration-digest"),
                new Arrival(
                        "firebase",
                        "user1password",
                        new StoredPassword(
                                "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
                                "firebase-scrypt",
                                "42xEC+ixf3L2lw==",
                                Map.of(
                                        "memCost",
                                        "14",
                                        "rounds",
                                        "8",
                                        "saltSeparator",
                                        "Bw==",
                                        "signerKey",
                                        "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==")),
                        "lazy-migration-firebase-scrypt"),
                // Keycloak's own algorithms verify these.
                new Arrival(
                        "django",
                        "lètmein",
                        StoredPassword.of("pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c="),
                        "pbkdf2-sha256"),
                new Arrival(
                        "aspnet",
                        "my password",
                        new StoredPassword(
                                "AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M",
                                "aspnet-identity",
                                null,
                                Map.of()),
                        "pbkdf2"),
                new Arrival(
                        "argon",
                        "password",
                        StoredPassword.of(
                                "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ"),
                        "argon2"));
    }

    @ParameterizedTest
    @MethodSource("arrivals")
    void theHashLetsItsUserInAndIsReplacedByOneOfTheRealmsOwn(Arrival arrival) {
        PasswordCredentialModel hash = ForeignHash.read(arrival.stored()).fold(ForeignHash::credential, reason -> {
            throw new AssertionError(reason);
        });
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setCredentialData(hash.getCredentialData());
        credential.setSecretData(hash.getSecretData());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(arrival.username());
        user.setEmail(arrival.username() + "@example.org");
        user.setFirstName("Bulk");
        user.setLastName("User");
        user.setEnabled(true);
        user.setCredentials(List.of(credential));

        comesAcross(user, arrival.password(), arrival.algorithm());
    }

    @Test
    void theUserOfTheDocumentationIsOneOfThem() throws IOException {
        String example =
                MarkdownFile.read("docs/password-hashes.md").blocks("json").get(0);
        UserRepresentation user = JsonSerialization.readValue(example, UserRepresentation.class);
        user.setFirstName("Ada");
        user.setLastName("Lovelace");

        comesAcross(user, "hashcat", "lazy-migration-bcrypt");
    }

    private void comesAcross(UserRepresentation user, String password, String algorithm) {
        String name = user.getUsername();
        // Other realms of this server may have some.
        int needTheJar = stillNeedTheJar();
        try (Response answer = realm.admin().users().create(user)) {
            assertThat(answer.getStatus()).isEqualTo(Response.Status.CREATED.getStatusCode());
        }
        // Keycloak has asked whether there is such a user elsewhere.
        int calls = legacy.callCount();
        CredentialRepresentation before = passwordOf(name);
        assertThat(before.getCredentialData()).contains("\"algorithm\":\"" + algorithm + "\"");
        assertThat(stillNeedTheJar()).isEqualTo(needTheJar + (algorithm.startsWith("lazy-migration-") ? 1 : 0));

        assertThat(realm.app().directGrant(name, "x" + password).error()).isEqualTo("invalid_grant");
        assertThat(passwordOf(name).getCredentialData()).isEqualTo(before.getCredentialData());
        assertThat(realm.app().directGrant(name, password).status()).isEqualTo(200);

        awaitTheRealmsOwn(name);
        assertThat(realm.app().directGrant(name, password).status()).isEqualTo(200);
        assertThat(passwordOf(name).getId()).isEqualTo(before.getId());
        assertThat(legacy.callCount()).isEqualTo(calls);
        assertThat(stillNeedTheJar()).isEqualTo(needTheJar);
    }

    private int stillNeedTheJar() {
        String count =
                MarkdownFile.read("docs/password-hashes.md").blocks("sql").get(0);
        return Integer.parseInt(tables.query(count).get(0).get(0));
    }

    /** Keycloak's default: Argon2id of version 1.3. */
    private void awaitTheRealmsOwn(String username) {
        Instant end = Instant.now().plus(PATIENCE);
        String data = passwordOf(username).getCredentialData();
        while (!(data.contains("\"algorithm\":\"argon2\"") && data.contains("\"type\":[\"id\"]"))) {
            assertThat(Instant.now()).as("still " + data).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            data = passwordOf(username).getCredentialData();
        }
    }

    private CredentialRepresentation passwordOf(String username) {
        String id = realm.user(username).orElseThrow().getId();
        List<CredentialRepresentation> credentials =
                realm.admin().users().get(id).credentials();
        assertThat(credentials).hasSize(1);
        return credentials.get(0);
    }
}
