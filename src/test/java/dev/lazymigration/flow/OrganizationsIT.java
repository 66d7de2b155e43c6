package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.MemberRepresentation;
import org.keycloak.representations.idm.MembershipType;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@LazyMigrationTest(realm = OrganizationsIT.WithOrganizations.class)
class OrganizationsIT {

    private static final int LOGINS = 8;

    static final class WithOrganizations extends RealmConfig.WithDetails {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return super.configure(realm, legacy)
                    .realm(settings -> settings.setOrganizationsEnabled(true))
                    .config("createOrganizations", "true");
        }
    }

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final ServerLog.Mark mark;

    OrganizationsIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mark = server.log().mark();
    }

    private void addOrganization(String name, String alias, String domain) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName(name);
        organization.setAlias(alias);
        organization.setEnabled(true);
        organization.addDomain(new OrganizationDomainRepresentation(domain));
        realm.admin().organizations().create(organization).close();
    }

    private LegacyAccount add(String username, String organizations) {
        LegacyAccount account =
                LegacyAccount.named(username).withDetails("{\"organizations\": [" + organizations + "]}");
        legacy.addUser(account);
        return account;
    }

    private void login(String username, String organizations) {
        Answer answer =
                realm.app().directGrant(username, add(username, organizations).password());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private Optional<OrganizationRepresentation> organization(String alias) {
        return realm.admin().organizations().list(0, 1000).stream()
                .filter(organization -> organization.getAlias().equals(alias))
                .findFirst();
    }

    private List<MemberRepresentation> members(String alias) {
        return realm.admin()
                .organizations()
                .get(organization(alias).orElseThrow().getId())
                .members()
                .list(0, 100);
    }

    private List<String> domains(String alias) {
        return organization(alias).orElseThrow().getDomains().stream()
                .map(OrganizationDomainRepresentation::getName)
                .toList();
    }

    @Test
    void theUserIsAMemberOfTheOrganizationsThatHisProfileNamesByAliasOrName() {
        addOrganization("Analytical Engines Ltd", "engines", "engines.example");
        addOrganization("Difference Engines Ltd", "difference", "difference.example");

        login("ada", """
                "engines", {"name": "Difference Engines Ltd"}""");

        assertThat(members("engines"))
                .extracting(UserRepresentation::getUsername)
                .containsExactly("ada");
        assertThat(members("difference"))
                .extracting(UserRepresentation::getUsername)
                .containsExactly("ada");
        assertThat(server.log().linesSince(mark, "notApplied=")).isEmpty();
    }

    @Test
    void theUserOutlivesTheOrganization() {
        addOrganization("Short-lived", "short-lived", "short-lived.example");
        login("grace", "\"short-lived\"");
        assertThat(members("short-lived"))
                .extracting(MemberRepresentation::getMembershipType)
                .containsExactly(MembershipType.UNMANAGED);

        realm.admin()
                .organizations()
                .get(organization("short-lived").orElseThrow().getId())
                .delete()
                .close();

        assertThat(realm.user("grace")).isPresent();
        assertThat(realm.app().directGrant("grace", "grace's legacy password").status())
                .isEqualTo(200);
    }

    /** With organizations in a realm, Keycloak's form asks for the name first, and looks for the name's organization. */
    @Test
    void theFirstLoginInTheBrowserWorksWhereKeycloakAsksForTheNameFirst() {
        addOrganization("Compilers Ltd", "compilers", "example.org");
        LegacyAccount mary = add("mary", "\"compilers\"");

        LoginPage login = realm.openLogin().identify("mary").giveCredential(mary.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(members("compilers"))
                .extracting(UserRepresentation::getUsername)
                .containsExactly("mary");
    }

    @Test
    void anOrganizationThatTheRealmDoesNotHaveIsReportedWhenNoneMayBeCreated() {
        realm.configure("createOrganizations", "false");
        try {
            login("joan", "\"unheard-of\"");
        } finally {
            realm.configure("createOrganizations", "true");
        }

        assertThat(organization("unheard-of")).isEmpty();
        assertThat(NotAppliedLine.of(server, mark, "joan"))
                .contains("there is no organization unheard-of in the realm; create it,");
    }

    @Test
    void aMissingOrganizationIsCreatedWithItsDomains() {
        login(
                "katherine",
                """
                {"alias": "orbits", "display_name": "Orbits & Co", "domains": ["Orbits.example", "orbits.example", "trajectories.example"]}""");

        OrganizationRepresentation orbits = organization("orbits").orElseThrow();
        assertThat(orbits.getName()).isEqualTo("Orbits & Co");
        assertThat(orbits.isEnabled()).isTrue();
        assertThat(domains("orbits")).containsExactlyInAnyOrder("orbits.example", "trajectories.example");
        assertThat(members("orbits"))
                .extracting(UserRepresentation::getUsername)
                .containsExactly("katherine");
        assertThat(server.log().linesSince(mark, "notApplied=")).isEmpty();
    }

    @Test
    void anOrganizationWithoutADomainIsCreatedWithAWarning() {
        login("dorothy", "\"domainless\"");

        assertThat(members("domainless")).hasSize(1);
        assertThat(NotAppliedLine.of(server, mark, "dorothy"))
                .contains("the organization domainless was created without a domain; give it one in Keycloak");
    }

    @Test
    void aDomainOfAnotherOrganizationAndOneThatIsNoneAreLeftOutAndReported() {
        addOrganization("The First", "the-first", "taken.example");

        login(
                "annie",
                """
                {"alias": "the-second", "domains": ["taken.example", "no domain", "free.example"]}""");

        assertThat(domains("the-second")).containsExactly("free.example");
        assertThat(domains("the-first")).containsExactly("taken.example");
        assertThat(NotAppliedLine.of(server, mark, "annie"))
                .contains("the domain taken.example belongs to the organization the-first already")
                .contains("no domain is not a domain that an organization can have");
    }

    @Test
    void anOrganizationWhoseNameIsNoAliasIsReported() {
        login("radia", "\"With Spaces Ltd\"");

        assertThat(realm.admin().organizations().search("With Spaces Ltd", true, 0, 1))
                .isEmpty();
        assertThat(NotAppliedLine.of(server, mark, "radia"))
                .contains(
                        "there is no organization With Spaces Ltd, and it could not be created; an alias has no spaces");
    }

    @Test
    void aRealmWithOrganizationsSwitchedOffReportsThem() {
        realm.change(settings -> settings.setOrganizationsEnabled(false));
        try {
            login("barbara", "\"switched-off\"");
        } finally {
            realm.change(settings -> settings.setOrganizationsEnabled(true));
        }

        assertThat(organization("switched-off")).isEmpty();
        assertThat(NotAppliedLine.of(server, mark, "barbara"))
                .contains("he is in the organization switched-off, and the realm has organizations switched off");
    }

    @Test
    void aWrongPasswordCreatesNoOrganizationAndNoMember(KeycloakTables tables) {
        add("frances", "{\"alias\": \"by-a-wrong-password\", \"domain\": \"wrong.example\"}");
        KeycloakTables.Snapshot before = tables.snapshot();

        assertThat(realm.app().directGrant("frances", "wrong").error()).isEqualTo("invalid_grant");

        tables.assertNothingWrittenSince(before);
    }

    /** Two organizations that want one domain, each brought by half of the users. */
    @ParameterizedTest
    @ValueSource(strings = {"north", "south", "east"})
    void usersWhoBringTheSameNewOrganizationsAtTheSameMomentMakeEachOnceAndADomainBelongsToOne(String name) {
        List<LegacyAccount> accounts = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            accounts.add(LegacyAccount.named(name + i)
                    .withDetails(
                            """
                    {"organizations": [{"alias": "%1$s-%2$d", "domain": "%1$s.example"}]}"""
                                    .formatted(name, i % 2)));
        }
        legacy.addUsers(accounts);

        assertThat(LoginsAtOnce.of(realm, accounts))
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200));

        assertThat(IntStream.range(0, 2).mapToObj(i -> name + "-" + i))
                .allSatisfy(alias -> assertThat(members(alias)).hasSize(LOGINS / 2));
        assertThat(realm.admin().organizations().search(name + ".example", true, 0, 10))
                .as("organizations with the domain")
                .hasSize(1);
        assertThat(server.log().linesSince(mark, ".* ERROR .*")).isEmpty();
    }
}
