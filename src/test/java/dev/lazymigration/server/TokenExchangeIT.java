package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.flow.DownAnswer;
import dev.lazymigration.testkit.IdentityProvider;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keycloak.admin.client.resource.AuthorizationResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ManagementPermissionReference;
import org.keycloak.representations.idm.ManagementPermissionRepresentation;
import org.keycloak.representations.idm.authorization.ClientPolicyRepresentation;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;

/** A token of an identity provider for one of Keycloak's own. */
@Tag("own-server")
@Tag("restarted-server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenExchangeIT {

    private static final String SECRET = "the-secret-of-the-exchanger";

    /** Has no method in Keycloak's admin client. */
    interface IdentityProviderPermissions {

        @PUT
        @Consumes(MediaType.APPLICATION_JSON)
        @Produces(MediaType.APPLICATION_JSON)
        ManagementPermissionReference enable(ManagementPermissionRepresentation permissions);
    }

    private LegacyDatabase legacy;
    private KeycloakServer server;
    private TestRealm realm;
    private IdentityProvider partner;

    @BeforeAll
    void aServerThatExchangesTokens() {
        legacy = LegacyDatabase.on(RestartedServer.get().postgres());
        server = RestartedServer.get().server();
        server.start();
        realm = new RealmConfig.WithDetails()
                .configure(TestRealm.named("exchange"), legacy)
                .create(server);
        partner = IdentityProvider.of(realm, "partner");
        ClientRepresentation exchanger = new ClientRepresentation();
        exchanger.setClientId("exchanger");
        exchanger.setSecret(SECRET);
        realm.admin().clients().create(exchanger).close();
        allowTheExchange(clientId("exchanger"));
    }

    private void allowTheExchange(String client) {
        ManagementPermissionReference permissions = server.admin()
                .proxy(
                        IdentityProviderPermissions.class,
                        URI.create(server.url() + "/admin/realms/" + realm.name() + "/identity-provider/instances/"
                                + partner.alias() + "/management/permissions"))
                .enable(new ManagementPermissionRepresentation(true));
        AuthorizationResource authorization =
                realm.admin().clients().get(clientId("realm-management")).authorization();
        ClientPolicyRepresentation policy = new ClientPolicyRepresentation();
        policy.setName("the exchanger");
        policy.setClients(Set.of(client));
        authorization.policies().client().create(policy).close();
        String policyId =
                authorization.policies().client().findByName("the exchanger").getId();
        String permissionId = permissions.getScopePermissions().get("token-exchange");
        ScopePermissionRepresentation permission =
                authorization.permissions().scope().findById(permissionId).toRepresentation();
        permission.setPolicies(Set.of(policyId));
        authorization.permissions().scope().findById(permissionId).update(permission);
    }

    private String clientId(String name) {
        return realm.admin().clients().findByClientId(name).get(0).getId();
    }

    private Answer exchange(String usernameThere) {
        return new OidcClient(realm.url(), "exchanger", TestRealm.APP_URL)
                .withSecret(SECRET)
                .exchange(partner.alias(), partner.directGrant(usernameThere));
    }

    @Test
    void aUserWhoWasImportedWithHisIdentityIsFoundByTheTokenOfTheIdentityProvider() {
        String there = partner.knows("ada-there", "other-address@example.org");
        LegacyAccount ada = LegacyAccount.named("ada")
                .withDetails(
                        """
                {"username": "ada", "email": "ada@example.org",
                 "identities": [{"provider": "partner", "user_id": "%s"}]}"""
                                .formatted(there));
        legacy.addUser(ada);
        String id = realm.openLogin().signIn("ada", ada.password()).tokens().subject();

        Answer exchanged = exchange("ada-there");

        assertThat(exchanged.status()).as(exchanged.body().toString()).isEqualTo(200);
        assertThat(exchanged.subject()).isEqualTo(id);
    }

    @Test
    void aUserWhoWasImportedWhenHeCameByTheIdentityProviderIsFoundToo() {
        partner.linkByItself();
        partner.knows("grace-there", "grace@example.org");
        legacy.addUser(LegacyAccount.named("grace"));
        String id = partner.signIn("grace-there").tokens().subject();

        assertThat(exchange("grace-there").subject()).isEqualTo(id);
        assertThat(realm.users())
                .filteredOn(user -> "grace@example.org".equals(user.getEmail()))
                .hasSize(1);
    }

    @Test
    void aPendingUserIsNotFoundByHisIdentityAndNoSecondAccountIsMade() {
        partner.knows("late-there", "late@example.org");
        legacy.addUser(LegacyAccount.named("late"));
        List<String> before =
                realm.users().stream().map(user -> user.getUsername()).toList();

        Answer exchanged = exchange("late-there");

        assertThat(exchanged.status()).isEqualTo(400);
        assertThat(exchanged.errorDescription()).isEqualTo("User already exists");
        assertThat(realm.users().stream().map(user -> user.getUsername()).toList())
                .isEqualTo(before);
    }

    @Test
    void whileTheLegacySystemCannotBeAskedTheExchangeIsRefusedAndNoAccountIsMade() {
        partner.knows("impatient-there", "impatient@example.org");
        realm.configure("connectionUri", "postgres://reader:secret@localhost:1/nobody-listens-there");
        try {
            DownAnswer.TOKEN_EXCHANGE.assertGivenBy(exchange("impatient-there"));
        } finally {
            realm.configure("connectionUri", legacy.connectionUri());
        }

        assertThat(realm.events())
                .filteredOn(event -> event.getType().equals("TOKEN_EXCHANGE_ERROR"))
                .filteredOn(event -> "legacy_unavailable".equals(event.getError()))
                .singleElement()
                .satisfies(event -> assertThat(event.getDetails()).containsEntry("username", "impatient@example.org"));
        assertThat(realm.users())
                .filteredOn(user -> "impatient@example.org".equals(user.getEmail()))
                .isEmpty();
    }
}
