package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.TestRealm;
import org.junit.jupiter.api.Test;

@LazyMigrationTest
class DirectGrantIT {

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    DirectGrantIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @Test
    void aFirstLoginWithoutAPageGivesTokensThatCanBeUsedAndRefreshed() {
        LegacyAccount ada = LegacyAccount.named("ada");
        legacy.addUser(ada);

        Answer tokens = realm.app().directGrant("ada", ada.password());

        assertThat(tokens.status()).as(tokens.body().toString()).isEqualTo(200);
        String userId = realm.user("ada").orElseThrow().getId();
        assertThat(tokens.subject()).isEqualTo(userId);
        assertThat(tokens.claims().path("email").asText()).isEqualTo("ada@example.org");

        Answer refreshed = realm.app().refresh(tokens);
        assertThat(refreshed.status()).as(refreshed.body().toString()).isEqualTo(200);
        assertThat(refreshed.subject()).isEqualTo(userId);

        Answer userInfo = realm.app().userInfo(refreshed);
        assertThat(userInfo.body().path("sub").asText()).isEqualTo(userId);
        assertThat(userInfo.body().path("nickname").asText()).isEqualTo("Ada");
        assertThat(userInfo.body().path("email_verified").asBoolean()).isTrue();
    }

    @Test
    void aWrongPasswordIsAnsweredAsForAUserOfKeycloakAndLeavesNothingBehind() {
        legacy.addUser(LegacyAccount.named("grace"));
        realm.addUser("local", "local@example.org", "a password");
        KeycloakTables.Snapshot before = tables.snapshot();

        Answer pending = realm.app().directGrant("grace", "a wrong password");
        Answer local = realm.app().directGrant("local", "a wrong password");

        assertThat(pending).isEqualTo(local);
        assertThat(pending.error()).isEqualTo("invalid_grant");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void anUnknownUserIsAnInvalidGrant() {
        KeycloakTables.Snapshot before = tables.snapshot();

        Answer unknown = realm.app().directGrant("nobody", "a password");

        assertThat(unknown.error()).isEqualTo("invalid_grant");
        assertThat(unknown.errorDescription()).isEqualTo("Invalid user credentials");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aBlankUserNameIsNobody() {
        int before = legacy.callCount();

        assertThat(realm.app().directGrant("   ", "a password").status()).isBetween(400, 401);
        assertThat(legacy.callCount()).isEqualTo(before);
    }

    @Test
    void aLegacySystemThatCannotBeAskedIsAServerErrorAndNotAWrongPassword() {
        LegacyAccount mary = LegacyAccount.named("mary");
        legacy.addUser(mary);
        KeycloakTables.Snapshot before = tables.snapshot();
        legacy.stop();
        try {
            Answer answer = realm.app().directGrant("mary", mary.password());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.error()).isEqualTo("temporarily_unavailable");
            tables.assertNothingWrittenSince(before);
        } finally {
            legacy.start();
        }
    }
}
