package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/** In a realm whose login asks for recovery codes, which Keycloak's own browser flow has switched off. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class RecoveryCodesIT {

    private static final String ACTION = "CONFIGURE_RECOVERY_AUTHN_CODES";

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final ServerLog.Mark mark;

    RecoveryCodesIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mark = server.log().mark();
    }

    @BeforeAll
    static void recoveryCodesInTheLogin(TestRealm realm) {
        AuthenticationManagementResource flows = realm.admin().flows();
        flows.getExecutions("browser").stream()
                .filter(execution -> "auth-recovery-authn-code-form".equals(execution.getProviderId()))
                .forEach(execution -> {
                    execution.setRequirement("ALTERNATIVE");
                    flows.updateExecutions("browser", execution);
                });
    }

    private LoginPage login(String username, String codes) {
        LegacyAccount account = LegacyAccount.named(username).withDetails("{\"recoveryCodes\": " + codes + "}");
        legacy.addUser(account);
        return realm.openLogin().signIn(username, account.password());
    }

    private static void give(LoginPage login, String code) {
        login.browser().submit("#kc-recovery-code-login-form", Map.of("recoveryCodeInput", code));
    }

    @Test
    void aCodeOpensTheVeryFirstLoginAndIsGoodForOnce() {
        LoginPage first = login("ada", "[\"EINS1111\", \"ZWEI2222\", \"DREI3333\"]");
        assertThat(first.isSignedIn()).isFalse();

        give(first, "NEUN9999");
        assertThat(first.isSignedIn()).as("with a wrong code").isFalse();
        give(first, "EINS1111");
        assertThat(first.isSignedIn()).as(first.browser().text()).isTrue();

        LoginPage second = realm.openLogin().signIn("ada", "ada's legacy password");
        give(second, "EINS1111");
        assertThat(second.isSignedIn()).as("with a used code").isFalse();
        give(second, "ZWEI2222");
        assertThat(second.isSignedIn()).as(second.browser().text()).isTrue();
    }

    @Test
    void aCodeThatTheLegacySystemHandedOutWithHyphensIsAcceptedWithAndWithoutThem() {
        LoginPage first = login("grace", "[\"abcd-efgh-1\", \"abcd-efgh-2\"]");
        give(first, "abcd-efgh-1");
        assertThat(first.isSignedIn()).as(first.browser().text()).isTrue();

        LoginPage second = realm.openLogin().signIn("grace", "grace's legacy password");
        give(second, "abcdefgh2");
        assertThat(second.isSignedIn()).as(second.browser().text()).isTrue();
    }

    @Test
    void theCodesAreNowhereInPlainText(KeycloakTables tables) {
        login("mary", "[\"PLAIN-TEXT-4711\", \"PLAIN-TEXT-4712\"]");

        String id = realm.user("mary").orElseThrow().getId();
        assertThat(tables.query("SELECT secret_data, credential_data FROM credential WHERE user_id = '" + id + "'"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.toString()).doesNotContainPattern("PLAIN-?TEXT"));
        assertThat(server.log().since(mark)).doesNotContainPattern("PLAIN-?TEXT");
    }

    @Test
    void aRealmThatHasSwitchedRecoveryCodesOffReportsThem() {
        RequiredActionProviderRepresentation action = realm.admin().flows().getRequiredAction(ACTION);
        action.setEnabled(false);
        realm.admin().flows().updateRequiredAction(ACTION, action);
        try {
            LoginPage login = login("joan", "[\"one\", \"two\"]");

            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
            assertThat(NotAppliedLine.of(server, mark, "joan"))
                    .contains("recoveryCodes: recovery codes are switched off in the realm's required actions");
            assertThat(realm.admin()
                            .users()
                            .get(realm.user("joan").orElseThrow().getId())
                            .credentials())
                    .extracting(CredentialRepresentation::getType)
                    .containsExactly("password");
        } finally {
            action.setEnabled(true);
            realm.admin().flows().updateRequiredAction(ACTION, action);
        }
    }
}
