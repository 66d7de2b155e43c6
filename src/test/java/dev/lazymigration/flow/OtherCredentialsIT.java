package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.utils.TimeBasedOTP;
import org.keycloak.representations.idm.CredentialRepresentation;

/** Credentials in Keycloak's own words, as in a realm export. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class OtherCredentialsIT {

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final ServerLog.Mark mark;

    OtherCredentialsIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mark = server.log().mark();
    }

    private Answer login(String username, String credentials) {
        LegacyAccount account = LegacyAccount.named(username).withDetails("{\"credentials\": [" + credentials + "]}");
        legacy.addUser(account);
        return realm.app().directGrant(username, account.password());
    }

    private List<CredentialRepresentation> credentials(String username) {
        return realm.admin()
                .users()
                .get(realm.user(username).orElseThrow().getId())
                .credentials();
    }

    @Test
    void aSecurityKeyIsStoredAsARealmImportWouldStoreIt(KeycloakTables tables) {
        Answer answer = login(
                "ada",
                """
                {"type": "webauthn", "userLabel": "Blue key", "secretData": "{}",
                 "credentialData": {"aaguid": "00000000-0000-0000-0000-000000000000", "credentialId": "bGVnYWN5", "counter": 3,
                   "attestationStatementFormat": "none", "credentialPublicKey": "cHVibGljLWtleQ", "transports": ["usb"]}}""");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(credentials("ada"))
                .filteredOn(credential -> credential.getType().equals("webauthn"))
                .extracting(CredentialRepresentation::getUserLabel)
                .containsExactly("Blue key");
        assertThat(tables.query("SELECT credential_data::jsonb ->> 'credentialId', credential_data::jsonb ->> 'counter'"
                        + " FROM credential WHERE type = 'webauthn' AND user_id = '"
                        + realm.user("ada").orElseThrow().getId() + "'"))
                .containsExactly(List.of("bGVnYWN5", "3"));
    }

    @Test
    void aSecondFactorFromAnotherKeycloakIsAskedForInTheFirstLogin() {
        String secret = "from another keycloak";
        String otp =
                """
                {"type": "otp", "secretData": {"value": "%s"},
                 "credentialData": {"subType": "totp", "digits": 6, "counter": 0, "period": 30, "algorithm": "HmacSHA1"}}"""
                        .formatted(secret);

        assertThat(login("grace", otp).error()).isEqualTo("invalid_grant");

        String code = new TimeBasedOTP().generateTOTP(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(realm.app()
                        .directGrant("grace", "grace's legacy password", code)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTypeThatTheServerDoesNotKnowIsReported() {
        Answer answer = login(
                "mary",
                """
                {"type": "fingerprint", "secretData": {"finger": "left thumb"}, "credentialData": {}}""");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(NotAppliedLine.of(server, mark, "mary"))
                .contains("credentials: this server has no credentials of the type fingerprint");
        assertThat(server.log().since(mark)).doesNotContain("left thumb");
    }

    @Test
    void aCredentialThatKeycloakCannotReadIsReportedWithoutItsSecret() {
        Answer answer = login(
                "joan",
                """
                {"type": "otp", "secretData": {"value": {"hidden": "very-secret-8812"}}, "credentialData": {"digits": "many-9913"}}""");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(NotAppliedLine.of(server, mark, "joan"))
                .contains("credentials: it is not what Keycloak stores for a credential of the type otp");
        assertThat(server.log().since(mark)).doesNotContain("very-secret-8812", "many-9913");
    }

    @Test
    void aPasswordOfTheProfileDoesNotReplaceTheOneThatWasProved() {
        Answer answer = login(
                "katherine",
                """
                {"type": "password", "secretData": {"value": "x", "salt": "eA=="}, "credentialData": {"hashIterations": 1, "algorithm": "pbkdf2-sha256"}}""");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(credentials("katherine"))
                .extracting(CredentialRepresentation::getType)
                .containsExactly("password");
        assertThat(realm.app()
                        .directGrant("katherine", "katherine's legacy password")
                        .status())
                .isEqualTo(200);
        assertThat(NotAppliedLine.of(server, mark, "katherine")).contains("credentials: a password is what the user");
    }
}
