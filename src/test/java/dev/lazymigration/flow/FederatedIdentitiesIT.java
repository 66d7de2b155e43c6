package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class FederatedIdentitiesIT {

    private static final int LOGINS = 8;

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final ServerLog.Mark mark;

    FederatedIdentitiesIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mark = server.log().mark();
    }

    @BeforeAll
    static void providers(TestRealm realm) {
        Stream.of("google", "github").forEach(name -> {
            IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
            provider.setAlias(name);
            provider.setProviderId(name);
            provider.setEnabled(true);
            provider.setConfig(Map.of("clientId", "client", "clientSecret", "secret"));
            realm.admin().identityProviders().create(provider).close();
        });
    }

    private static LegacyAccount account(String username, String identities) {
        return LegacyAccount.named(username).withDetails("{\"identities\": [" + identities + "]}");
    }

    private void login(String username, String identities) {
        LegacyAccount account = account(username, identities);
        legacy.addUser(account);
        Answer answer = realm.app().directGrant(username, account.password());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private List<FederatedIdentityRepresentation> identitiesOf(String username) {
        return realm.admin()
                .users()
                .get(realm.user(username).orElseThrow().getId())
                .getFederatedIdentity();
    }

    private List<Tuple> linksOf(String username) {
        return identitiesOf(username).stream()
                .map(link -> Tuple.tuple(link.getIdentityProvider(), link.getUserId()))
                .toList();
    }

    @Test
    void theIdentitiesOfTheProfileAreLinkedWithTheUser() {
        login(
                "ada",
                """
                {"provider": "google-oauth2", "user_id": "1001", "connection": "google-oauth2", "isSocial": true},
                {"provider": "github", "user_id": "2002", "isSocial": true, "profileData": {"nickname": "countess"}}""");

        assertThat(linksOf("ada"))
                .containsExactlyInAnyOrder(Tuple.tuple("google", "1001"), Tuple.tuple("github", "2002"));
        assertThat(identitiesOf("ada"))
                .extracting(FederatedIdentityRepresentation::getUserName)
                .contains("countess");
        assertThat(server.log().linesSince(mark, "notApplied=")).isEmpty();
    }

    @Test
    void anIdentityAtAProviderThatTheRealmDoesNotHaveIsReported() {
        login("grace", """
                {"provider": "myspace", "user_id": "3003", "isSocial": true}""");

        assertThat(identitiesOf("grace")).isEmpty();
        assertThat(NotAppliedLine.of(server, mark, "grace"))
                .contains("identities[0]: there is no identity provider myspace in the realm");
    }

    @Test
    void anIdentityOfAnotherUserStaysHisAndIsReported() {
        login("mary", """
                {"provider": "google", "user_id": "4004", "isSocial": true}""");
        ServerLog.Mark later = server.log().mark();

        login("marys-twin", """
                {"provider": "google", "user_id": "4004", "isSocial": true}""");

        assertThat(linksOf("mary")).containsExactly(Tuple.tuple("google", "4004"));
        assertThat(identitiesOf("marys-twin")).isEmpty();
        assertThat(NotAppliedLine.of(server, later, "marys-twin"))
                .contains("identities[0]: this identity of google belongs to another user");
    }

    @Test
    void theSecondIdentityAtOneProviderIsReportedSinceKeycloakKeepsOne() {
        login(
                "joan",
                """
                {"provider": "google", "user_id": "5005", "isSocial": true},
                {"provider": "google", "user_id": "5006", "isSocial": true}""");

        assertThat(linksOf("joan")).containsExactly(Tuple.tuple("google", "5005"));
        assertThat(NotAppliedLine.of(server, mark, "joan"))
                .contains(
                        "identities[1]: he has an identity of google already, and Keycloak keeps one of each provider");
    }

    @Test
    void anIdTooLongForKeycloakIsReportedAndTheLoginSucceeds() {
        login(
                "katherine",
                """
                {"provider": "google", "user_id": "%s", "isSocial": true}"""
                        .formatted("6".repeat(256)));

        assertThat(identitiesOf("katherine")).isEmpty();
        assertThat(NotAppliedLine.of(server, mark, "katherine")).contains("is longer than 255 characters");
    }

    /** More than once, since the moment in which two meet is short. */
    @ParameterizedTest
    @ValueSource(strings = {"north", "south", "east", "west"})
    void usersWhoBringTheSameIdentityAtTheSameMomentAllLogInAndOneGetsIt(String name) {
        List<LegacyAccount> accounts = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            accounts.add(account(
                    name + i,
                    """
                    {"provider": "github", "user_id": "%s", "isSocial": true}"""
                            .formatted(name)));
        }
        legacy.addUsers(accounts);

        assertThat(LoginsAtOnce.of(realm, accounts))
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200));

        assertThat(accounts.stream()
                        .filter(account -> !identitiesOf(account.username()).isEmpty()))
                .hasSize(1);
        assertThat(server.log().linesSince(mark, "this identity of github belongs to another user"))
                .hasSize(LOGINS - 1);
        assertThat(server.log().linesSince(mark, ".* ERROR .*")).isEmpty();
    }
}
