package dev.lazymigration.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.ClientErrorException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

/** What a wrong click in the console does to users whose password only the legacy system knows, and to the others. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class RemovalGuardIT {

    private static final String INVALID = "Invalid username or password.";

    private final KeycloakServer server;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;

    RemovalGuardIT(KeycloakServer server, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.server = server;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    /** A realm with a user who has proved his password, and one who has yet to. */
    private final class Town {

        private final LegacyAccount across;
        private final LegacyAccount joan;
        private final TestRealm realm;
        private final LinkedUsersOfARealm linked;
        private final String joansId;

        private Town(String name) {
            across = LegacyAccount.named(name + "-across");
            joan = LegacyAccount.named(name + "-linked");
            realm = TestRealm.named(name).with(legacy).with(mailbox).create(server);
            linked = LinkedUsersOfARealm.of(realm, legacy);
            joansId = linked.add(joan);
            legacy.addUser(across);
            assertThat(signIn(across).isSignedIn()).isTrue();
        }

        private LoginPage signIn(LegacyAccount account) {
            return realm.openLogin().signIn(account.username(), account.password());
        }

        private List<String> userIds() {
            return realm.users().stream().map(UserRepresentation::getId).toList();
        }

        private void assertThatEverybodyIsThereAndLogsIn(List<String> ids) {
            assertThat(userIds()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(realm.users())
                    .allSatisfy(user -> assertThat(user.isEnabled()).isTrue());
            assertThat(signIn(across).isSignedIn()).isTrue();
            assertThat(linked.partner().signIn(joan.username()).tokens().subject())
                    .isEqualTo(joansId);
            assertThat(signIn(joan).tokens().subject()).isEqualTo(joansId);
        }
    }

    @Test
    void aProviderWhoseUsersNeedItIsNotDeleted() {
        Town town = new Town("removal-held");
        List<String> ids = town.userIds();
        KeycloakTables.Snapshot before = tables.snapshot();

        ClientErrorException held = catchThrowableOfType(ClientErrorException.class, () -> town.realm.deleteProvider());

        tables.assertNothingWrittenSince(before);
        assertThat(held.getResponse().getStatus()).isEqualTo(409);
        assertThat(held.getResponse().readEntity(String.class))
                .contains("1 users of this provider have no password in Keycloak yet")
                .contains("Finish the migration first");
        town.assertThatEverybodyIsThereAndLogsIn(ids);

        // The last one has proved his password.
        town.realm.deleteProvider();
        assertThat(town.userIds()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(town.signIn(town.joan).tokens().subject()).isEqualTo(town.joansId);
    }

    @Test
    void aFinishedProviderIsDeletedAndItsUsersStayWithoutAnyTraceOfTheirLegacyPassword() {
        Town town = new Town("removal-finished");
        List<String> ids = town.userIds();
        MigrationApi.of(town.realm).finish("{\"dryRun\": false}");
        assertThat(town.linked.credentials(town.joansId)).containsExactly("legacy-password");

        town.realm.deleteProvider();

        assertThat(town.userIds()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(town.linked.credentials(town.joansId)).isEmpty();
        assertThat(town.signIn(town.across).isSignedIn()).isTrue();
        assertThat(town.signIn(town.joan).errorText()).isEqualTo(INVALID);
        assertThat(town.linked.partner().signIn(town.joan.username()).tokens().subject())
                .isEqualTo(town.joansId);
        LoginPage login = town.realm.openLogin().forgetPassword(town.joan.username());
        login.browser().open(mailbox.lastLinkTo(town.joan.email()));
        login.choosePassword("a new password");
        assertThat(login.tokens().subject()).isEqualTo(town.joansId);
    }

    @Test
    void whatOneProviderLeavesBehindIsNotTakenFromTheUsersOfAnother() {
        Town town = new Town("removal-other");
        Town other = new Town("removal-kept");
        MigrationApi.of(town.realm).finish("{\"dryRun\": false}");

        town.realm.deleteProvider();

        assertThat(other.linked.credentials(other.joansId)).containsExactly("legacy-password");
        assertThat(other.signIn(other.joan).tokens().subject()).isEqualTo(other.joansId);
    }

    @Test
    void removingOrUnlinkingImportedUsersTouchesNobody() {
        Town town = new Town("removal-buttons");
        List<String> ids = town.userIds();
        String provider = town.realm.provider().getId();

        town.realm.admin().userStorage().removeImportedUsers(provider);
        town.realm.admin().userStorage().unlink(provider);

        town.assertThatEverybodyIsThereAndLogsIn(ids);
    }

    @Test
    void aProviderCanBeSwitchedOffAtAnyTimeAndNobodysPasswordIsCalledWrong() {
        Town town = new Town("removal-disabled");
        List<String> ids = town.userIds();
        int before = legacy.callCount();

        town.realm.disableProvider();

        assertThat(town.userIds()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(town.signIn(town.across).isSignedIn()).isTrue();
        LoginPage login = town.signIn(town.joan);
        assertThat(login.browser().status()).isEqualTo(503);
        assertThat(login.browser().text())
                .contains("Please try again in a few minutes.")
                .doesNotContain(INVALID);
        assertThat(town.realm
                        .app()
                        .directGrant(town.joan.username(), town.joan.password())
                        .status())
                .isEqualTo(503);
        assertThat(legacy.callCount()).isEqualTo(before);

        town.realm.configure("enabled", "true");
        town.assertThatEverybodyIsThereAndLogsIn(ids);
    }

    @Test
    void theGuardHoldsAProviderThatIsSwitchedOffToo() {
        Town town = new Town("removal-off");
        town.realm.disableProvider();

        ClientErrorException held = catchThrowableOfType(ClientErrorException.class, () -> town.realm.deleteProvider());

        assertThat(held.getResponse().getStatus()).isEqualTo(409);
        MigrationApi.of(town.realm).finish("{\"dryRun\": false}");
        town.realm.deleteProvider();
        assertThat(town.linked.partner().signIn(town.joan.username()).tokens().subject())
                .isEqualTo(town.joansId);
    }

    @Test
    void aRealmIsDeletedWithEverythingInIt() {
        Town town = new Town("removal-realm");
        String provider = town.realm.provider().getId();

        town.realm.remove();

        assertThat(tables.query("SELECT id FROM user_entity WHERE id = '" + town.joansId + "'"))
                .isEmpty();
        assertThat(tables.query("SELECT id FROM component WHERE id = '" + provider + "'"))
                .isEmpty();
        assertThat(tables.query("SELECT id FROM lazy_migration_record WHERE provider_id = '" + provider + "'"))
                .isEmpty();
    }
}
