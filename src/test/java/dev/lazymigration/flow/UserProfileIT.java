package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPAttributeRequired;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

/** What the realm's user profile asks of users whom a legacy system knows otherwise; what is said in docs/user-profile.md. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class UserProfileIT {

    private static final Set<String> EVERYBODY = Set.of("admin", "user");
    private static final String FORM = "#kc-update-profile-form";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private UPConfig before;

    UserProfileIT(TestRealm realm, LegacyDatabase legacy) {
        this.realm = realm;
        this.legacy = legacy;
    }

    /** An application that gets the attribute {@code costCenter}. */
    @BeforeAll
    static void claim(TestRealm realm) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("costCenter");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-usermodel-attribute-mapper");
        mapper.setConfig(
                Map.of("user.attribute", "costCenter", "claim.name", "costCenter", "access.token.claim", "true"));
        String app =
                realm.admin().clients().findByClientId(TestRealm.APP).get(0).getId();
        realm.admin()
                .clients()
                .get(app)
                .getProtocolMappers()
                .createMapper(mapper)
                .close();
    }

    @BeforeEach
    void remember() {
        before = realm.admin().users().userProfile().getConfiguration();
    }

    @AfterEach
    void restore() {
        realm.admin().users().userProfile().update(before);
    }

    private void add(UPAttribute attribute) {
        UPConfig config = realm.admin().users().userProfile().getConfiguration();
        realm.admin().users().userProfile().update(config.addOrReplaceAttribute(attribute));
    }

    private static UPAttribute attribute(String name, Set<String> editors) {
        return new UPAttribute(name, new UPAttributePermissions(EVERYBODY, editors));
    }

    private LegacyAccount add(LegacyAccount account) {
        legacy.addUser(account);
        return account;
    }

    private UserRepresentation user(String username) {
        return realm.admin()
                .users()
                .get(realm.user(username).orElseThrow().getId())
                .toRepresentation();
    }

    private static void fill(LoginPage login, Map<String, String> fields) {
        assertThat(login.browser().shows(FORM)).as(login.browser().text()).isTrue();
        login.browser().submit(FORM, fields);
    }

    @Test
    void anAttributeThatTheRealmWantsAndTheLegacySystemLacksIsAskedForInTheFirstLogin() {
        UPAttribute department = attribute("department", EVERYBODY);
        department.setRequired(new UPAttributeRequired(Set.of("user"), Set.of()));
        add(department);
        LegacyAccount ada = add(LegacyAccount.named("ada"));

        LoginPage login = realm.openLogin().signIn("ada", ada.password());
        assertThat(login.isSignedIn()).isFalse();
        fill(login, Map.of("department", ""));
        assertThat(login.isSignedIn()).as("without the attribute").isFalse();
        fill(login, Map.of("department", "Research"));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(user("ada").getAttributes()).containsEntry("department", List.of("Research"));
        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
    }

    @Test
    void theDirectGrantRefusesAnIncompleteUserAsItRefusesKeycloaksOwn() {
        UPAttribute department = attribute("department", EVERYBODY);
        department.setRequired(new UPAttributeRequired(Set.of("user"), Set.of()));
        add(department);
        realm.addUser("local", "local@example.org", "local password");
        LegacyAccount grace = add(LegacyAccount.named("grace"));

        Answer own = realm.app().directGrant("local", "local password");
        Answer migrated = realm.app().directGrant("grace", grace.password());

        assertThat(migrated.errorDescription()).isEqualTo("Account is not fully set up");
        assertThat(migrated.body()).isEqualTo(own.body());
        // The legacy system is no longer asked; the browser has the form for him.
        LoginPage login = realm.openLogin().signIn("grace", grace.password());
        fill(login, Map.of("department", "Compilers"));
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @Test
    void aUserWithoutEmailOrLastNameIsAskedForThemSinceKeycloaksDefaultProfileWantsThem() {
        LegacyAccount mary = add(LegacyAccount.named("mary")
                .withEmail(null)
                .with("family_name", null)
                .with("name", null));

        LoginPage login = realm.openLogin().signIn("mary", mary.password());
        fill(login, Map.of("email", "mary@example.org", "lastName", "Lee"));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(user("mary").getLastName()).isEqualTo("Lee");
    }

    @Test
    void aLegacyValueThatAValidatorRefusesIsCorrectedInTheFirstLogin() {
        UPAttribute phone = attribute("phoneNumber", EVERYBODY);
        phone.addValidation("pattern", Map.of("pattern", "\\+[0-9]+", "error-message", "Not international"));
        add(phone);
        LegacyAccount joan = add(LegacyAccount.named("joan").withPhone("020 7946 0000"));

        LoginPage login = realm.openLogin().signIn("joan", joan.password());
        assertThat(login.browser().text()).contains("Not international");
        fill(login, Map.of("phoneNumber", "+442079460000"));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(user("joan").getAttributes()).containsEntry("phoneNumber", List.of("+442079460000"));
    }

    @Test
    void aPersonsNameWithCharactersThatKeycloakForbidsIsCorrectedInTheFirstLogin() {
        LegacyAccount katherine = add(LegacyAccount.named("katherine").with("family_name", "Johnson <NASA>"));

        LoginPage login = realm.openLogin().signIn("katherine", katherine.password());
        fill(login, Map.of("lastName", "Johnson"));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"al", "o'hara<i>", "аda"})
    void aUserNameThatKeycloakWouldNotGiveAnybodyDoesNotKeepTheUserOut(String username) {
        LegacyAccount al = add(LegacyAccount.named("somebody")
                .with("username", username)
                .withEmail("mail" + username.hashCode() + "@example.org"));

        LoginPage login = realm.openLogin().signIn(username, al.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @Test
    void anAttributeThatOnlyAdministratorsMayEditComesAcrossAndSurvivesWhatTheUserSaves(KeycloakTables tables) {
        UPAttribute clearance = attribute("clearance", Set.of("admin"));
        clearance.setRequired(new UPAttributeRequired(Set.of("user"), Set.of()));
        add(clearance);
        UPAttribute hidden = new UPAttribute("rating", new UPAttributePermissions(Set.of("admin"), Set.of("admin")));
        add(hidden);
        LegacyAccount dorothy = add(LegacyAccount.named("dorothy")
                .withDetails("""
                {"clearance": "secret", "rating": "A"}"""));
        LegacyAccount annie = add(LegacyAccount.named("annie"));

        LoginPage login = realm.openLogin().signIn("dorothy", dorothy.password());
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        saveOwnProfile("dorothy", dorothy.password());

        assertThat(user("dorothy").getAttributes())
                .containsEntry("clearance", List.of("secret"))
                .containsEntry("rating", List.of("A"));
        assertThat(realm.openLogin().signIn("annie", annie.password()).isSignedIn())
                .as("nobody is asked for what he may not edit")
                .isTrue();
    }

    /** The table of docs/user-profile.md; no policy is "disabled", Keycloak's default. */
    @ParameterizedTest
    @CsvSource({
        "          , false, false, true",
        "ENABLED   , true , true , false",
        "ADMIN_EDIT, true , false, false",
        "ADMIN_VIEW, true , false, true"
    })
    void anAttributeThatTheProfileDoesNotNameIsStoredUnderEveryPolicyAndShownAsThePolicySays(
            UnmanagedAttributePolicy policy,
            boolean shownToAdministrators,
            boolean shownToUser,
            boolean survivesLeavingOut,
            KeycloakTables tables) {
        UPConfig config = realm.admin().users().userProfile().getConfiguration();
        config.setUnmanagedAttributePolicy(policy);
        realm.admin().users().userProfile().update(config);
        String username = "unmanaged-" + String.valueOf(policy).toLowerCase(Locale.ROOT);
        LegacyAccount account = add(LegacyAccount.named(username).withDetails("{\"costCenter\": \"4711\"}"));

        Answer tokens = realm.app().directGrant(username, account.password());
        String id = tokens.subject();
        assertThat(stored(tables, id)).isEqualTo("4711");
        assertThat(tokens.claims().path("costCenter").asText()).as("in tokens").isEqualTo("4711");
        assertThat(shows(user(username).getAttributes()))
                .as("shown to administrators")
                .isEqualTo(shownToAdministrators);
        assertThat(realm.app().account(tokens).body().path("attributes").has("costCenter"))
                .as("shown to the user")
                .isEqualTo(shownToUser);

        saveOwnProfile(username, account.password());
        assertThat(stored(tables, id)).as("after the user saved his profile").isEqualTo("4711");
        UserRepresentation edited = user(username);
        edited.setLastName("Edited");
        realm.admin().users().get(id).update(edited);
        assertThat(stored(tables, id)).as("after an administrator saved him").isEqualTo("4711");
        edited.setAttributes(Map.of());
        realm.admin().users().get(id).update(edited);
        assertThat(stored(tables, id).isEmpty())
                .as("gone when a program left it out of the attributes that it sent")
                .isEqualTo(!survivesLeavingOut);
    }

    @Test
    void whatIsStoredAppearsWhenTheProfileNamesItLater() {
        LegacyAccount radia = add(LegacyAccount.named("radia").withDetails("{\"costCenter\": \"4711\"}"));
        realm.app().directGrant("radia", radia.password());
        assertThat(shows(user("radia").getAttributes())).isFalse();

        add(attribute("costCenter", EVERYBODY));

        assertThat(user("radia").getAttributes()).containsEntry("costCenter", List.of("4711"));
    }

    @Test
    void severalValuesWhereTheProfileWantsOneAreCorrectedInTheFirstLogin() {
        add(attribute("costCenter", EVERYBODY));
        LegacyAccount barbara =
                add(LegacyAccount.named("barbara").withDetails("{\"costCenter\": [\"4711\", \"4712\"]}"));

        LoginPage login = realm.openLogin().signIn("barbara", barbara.password());
        fill(login, Map.of("costCenter", "4711"));

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(user("barbara").getAttributes()).containsEntry("costCenter", List.of("4711"));
    }

    private static boolean shows(Map<String, List<String>> attributes) {
        return attributes != null && attributes.containsKey("costCenter");
    }

    private static String stored(KeycloakTables tables, String userId) {
        List<List<String>> rows = tables.query(
                "SELECT value FROM user_attribute WHERE name = 'costCenter' AND user_id = '" + userId + "'");
        return rows.isEmpty() ? "" : rows.get(0).get(0);
    }

    /** By the form behind Keycloak's application-initiated action. */
    private void saveOwnProfile(String username, String password) {
        Browser browser = new Browser().open(realm.app().authorizationUri() + "&kc_action=UPDATE_PROFILE");
        browser.submit("#kc-form-login", Map.of("username", username, "password", password));
        assertThat(browser.shows(FORM)).as(browser.text()).isTrue();
        browser.submit(FORM, Map.of("firstName", "Saved"));
        assertThat(realm.app().isSignedIn(browser)).as(browser.text()).isTrue();
        assertThat(user(username).getFirstName()).isEqualTo("Saved");
    }
}
