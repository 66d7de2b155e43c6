package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A migration, and a refusal to migrate somebody, are among the realm's user events. */
@LazyMigrationTest(realm = MigrationEventsIT.Protected.class)
class MigrationEventsIT {

    /** Locks users out after three wrong passwords. */
    static final class Protected extends RealmConfig.WithDetails {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return super.configure(realm, legacy).bruteForceProtected(3);
        }
    }

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final Mailbox mailbox;

    MigrationEventsIT(TestRealm realm, LegacyDatabase legacy, Mailbox mailbox) {
        this.realm = realm;
        this.legacy = legacy;
        this.mailbox = mailbox;
    }

    private List<EventRepresentation> eventsOf(String type, String username) {
        return realm.events().stream()
                .filter(event -> event.getType().equals(type)
                        && username.equals(event.getDetails().get("username")))
                .toList();
    }

    private EventRepresentation only(String type, String username) {
        List<EventRepresentation> events = eventsOf(type, username);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @AfterEach
    void noEventHoldsAPasswordOrASecret() {
        assertThat(realm.events().stream()
                        .flatMap(event -> event.getDetails() == null ? null : event.getDetails().values().stream())
                        .filter(Objects::nonNull)
                        .toList())
                .noneMatch(detail -> detail.contains("legacy password")
                        || detail.contains("a new password")
                        || detail.contains(LegacyDatabase.READER_PASSWORD));
    }

    @Test
    void theLoginThatMigratesSomebodyIsARegistrationByLazyMigration() {
        LegacyAccount ada = LegacyAccount.named("ada");
        long legacyId = legacy.addUser(ada);

        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();

        EventRepresentation event = only("REGISTER", "ada");
        assertThat(event.getUserId()).isEqualTo(realm.user("ada").orElseThrow().getId());
        assertThat(event.getClientId()).isEqualTo(TestRealm.APP);
        assertThat(event.getIpAddress()).isNotBlank();
        assertThat(event.getError()).isNull();
        assertThat(event.getDetails())
                .containsEntry("register_method", "lazy-migration")
                .containsEntry("migrated_by", "login")
                .containsEntry("provider", realm.provider().getName())
                .containsEntry("provider_id", realm.provider().getId())
                .containsEntry("legacy_id", String.valueOf(legacyId))
                .doesNotContainKey("not_applied");
        assertThat(eventsOf("LOGIN", "ada")).as("Keycloak's own events").hasSize(2);
    }

    @Test
    void aDirectGrantIsNoDifferent() {
        LegacyAccount alan = LegacyAccount.named("alan");
        legacy.addUser(alan);

        assertThat(realm.app().directGrant("alan", alan.password()).status()).isEqualTo(200);

        assertThat(only("REGISTER", "alan").getClientId()).isEqualTo(TestRealm.APP);
    }

    @Test
    void aUserWhoComesByForgotPasswordIsMigratedByReset() {
        LegacyAccount grace = LegacyAccount.named("grace");
        legacy.addUser(grace);

        LoginPage login = realm.openLogin().forgetPassword("grace");
        login.browser().open(mailbox.lastLinkTo(grace.email()));
        login.choosePassword("a new password");

        assertThat(only("REGISTER", "grace").getDetails()).containsEntry("migrated_by", "reset");
    }

    @Test
    void whatDidNotComeAcrossIsInTheEvent() {
        LegacyAccount edsger = LegacyAccount.named("edsger").withDetails("{\"roles\": [\"no such role\"]}");
        legacy.addUser(edsger);

        assertThat(realm.openLogin().signIn("edsger", edsger.password()).isSignedIn())
                .isTrue();

        assertThat(only("REGISTER", "edsger").getDetails().get("not_applied"))
                .contains("roles")
                .contains("no such role");
    }

    @Test
    void aUserWhomKeycloakHadAlreadyIsALinkAndNoRegistration() {
        LegacyAccount radia = LegacyAccount.named("radia");
        String id = realm.addUser("radia-here", radia.email(), "a password");
        UserRepresentation here = realm.admin().users().get(id).toRepresentation();
        here.setEmailVerified(true);
        realm.admin().users().get(id).update(here);
        legacy.addUser(radia);
        realm.configure("existingUsers", "link");
        try {
            assertThat(realm.openLogin().signIn("radia", radia.password()).isSignedIn())
                    .isTrue();
        } finally {
            realm.configure("existingUsers", "refuse");
        }

        EventRepresentation event = only("FEDERATED_IDENTITY_LINK", "radia-here");
        assertThat(event.getUserId()).isEqualTo(id);
        assertThat(event.getDetails())
                .containsEntry("register_method", "lazy-migration")
                .containsEntry("migrated_by", "link");
        assertThat(eventsOf("REGISTER", "radia-here")).isEmpty();
    }

    @Test
    void aCollisionIsAnErrorOfTheRegistrationWithItsCode() {
        LegacyAccount barbara = LegacyAccount.named("barbara");
        realm.addUser("somebody", barbara.email(), "a password");
        long legacyId = legacy.addUser(barbara);

        assertThat(realm.openLogin()
                        .signIn("barbara", barbara.password())
                        .browser()
                        .status())
                .isEqualTo(409);

        EventRepresentation event = only("REGISTER_ERROR", "barbara");
        assertThat(event.getError()).isEqualTo("email-taken");
        assertThat(event.getClientId()).isEqualTo(TestRealm.APP);
        assertThat(event.getDetails())
                .containsEntry("register_method", "lazy-migration")
                .containsEntry("legacy_id", String.valueOf(legacyId))
                .containsEntry("provider_id", realm.provider().getId());
        assertThat(event.getDetails().get("reason")).contains("e-mail address");
        assertThat(eventsOf("REGISTER", "barbara")).isEmpty();
    }

    @Test
    void aProfileThatKeycloakCannotTakeIsAnErrorOfTheRegistrationToo() {
        LegacyAccount charles = LegacyAccount.named("charles").withEmail("charles at example");
        legacy.addUser(charles);

        realm.openLogin().signIn("charles", charles.password());

        assertThat(eventsOf("REGISTER_ERROR", "charles")).isNotEmpty().allSatisfy(event -> assertThat(event.getError())
                .isEqualTo("unusable-profile"));
    }

    @Test
    void aRefusalIsNotCountedAsAWrongPassword() {
        LegacyAccount hedy = LegacyAccount.named("hedy");
        String obstacle = realm.addUser("obstacle", hedy.email(), "a password");
        legacy.addUser(hedy);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(realm.openLogin()
                            .signIn("hedy", hedy.password())
                            .browser()
                            .status())
                    .isEqualTo(409);
        }

        realm.deleteUser(obstacle);

        assertThat(realm.openLogin().signIn("hedy", hedy.password()).isSignedIn())
                .as("three wrong passwords would have locked her out")
                .isTrue();
        assertThat(eventsOf("REGISTER_ERROR", "hedy")).hasSize(5);
    }

    @Test
    void aScriptThatIsWrongIsAnErrorOfItsOwnAndNotThatOfALegacySystemThatIsDown() {
        String script = realm.provider().getConfig().getFirst("getUserScript");
        realm.configure("getUserScript", "async function getUser() { return { username: 'nobody has no id' }; }");
        try {
            assertThat(realm.openLogin().signIn("lynn", "a password").browser().status())
                    .isEqualTo(503);
        } finally {
            realm.configure("getUserScript", script);
        }

        EventRepresentation event = only("LOGIN_ERROR", "lynn");
        assertThat(event.getError()).isEqualTo("legacy_script_broken");
        assertThat(event.getDetails()).containsOnlyKeys("username", "provider", "provider_id");
    }

    @Test
    void aRealmThatKeepsNoEventsMigratesAllTheSame() {
        LegacyAccount ken = LegacyAccount.named("ken");
        legacy.addUser(ken);
        realm.change(settings -> settings.setEventsEnabled(false));
        try {
            assertThat(realm.openLogin().signIn("ken", ken.password()).isSignedIn())
                    .isTrue();
        } finally {
            realm.change(settings -> settings.setEventsEnabled(true));
        }

        assertThat(eventsOf("REGISTER", "ken")).isEmpty();
    }
}
