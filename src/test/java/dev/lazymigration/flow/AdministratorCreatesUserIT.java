package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

@LazyMigrationTest
class AdministratorCreatesUserIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    AdministratorCreatesUserIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        legacy.execute("TRUNCATE users");
        legacy.addUser(LegacyAccount.named("ada"));
    }

    private Response create(String username, String email) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(email);
        return realm.admin().users().create(user);
    }

    @Test
    void aUserNameThatIsInTheLegacySystemIsAConflict() {
        KeycloakTables.Snapshot before = tables.snapshot();

        try (Response answer = create("ada", "other@example.org")) {
            assertThat(answer.getStatus()).isEqualTo(409);
            assertThat(answer.readEntity(String.class)).contains("User exists with same username");
        }
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anEmailAddressThatIsInTheLegacySystemIsAConflict() {
        KeycloakTables.Snapshot before = tables.snapshot();

        try (Response answer = create("other", "ada@example.org")) {
            assertThat(answer.getStatus()).isEqualTo(409);
            assertThat(answer.readEntity(String.class)).contains("User exists with same email");
        }
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aUserWhoIsInNeitherSystemIsCreated() {
        try (Response answer = create("newcomer", "newcomer@example.org")) {
            assertThat(answer.getStatus()).isEqualTo(201);
        }
    }

    @Test
    void lookingForAPendingUserInTheConsoleFindsAndImportsNobody() {
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.admin().users().search("ada", 0, 10)).isEmpty();
        assertThat(realm.admin().users().searchByEmail("ada@example.org", true)).isEmpty();

        tables.assertNothingWrittenSince(before);
    }
}
