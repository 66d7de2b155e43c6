package dev.lazymigration.migration.profile;

import static dev.lazymigration.migration.profile.Mapping.byDefault;
import static dev.lazymigration.migration.profile.Mapping.reported;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.migration.profile.MappedProfile.Usable;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolesAndGroupsTest {

    private static List<String> roles(Usable mapped) {
        return mapped.belongings().roles().stream().map(RoleName::name).toList();
    }

    private static List<String> groups(Usable mapped) {
        return mapped.belongings().groups().stream().map(GroupPath::path).toList();
    }

    @Nested
    class Roles {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"roles\": [\"a\", \"b\"]}",
                    "{\"roles\": \"a\", \"role\": \"b\"}",
                    "{\"realmRoles\": [\"a\", \"b\", \"a\"]}",
                    "{\"roles\": [{\"id\": 1, \"name\": \"a\", \"description\": \"x\"}, \"b\"]}",
                    "{\"app_metadata\": {\"roles\": [\"a\"], \"authorization\": {\"roles\": [\"b\", \"a\"]}}}"
                })
        void areReadWhereverLegacySystemsHaveThem(String json) {
            Usable mapped = byDefault(json);

            assertThat(roles(mapped)).containsExactly("a", "b");
            assertThat(mapped.belongings().roles()).noneMatch(RoleName::byRule);
            assertThat(mapped.attributes()).isEmpty();
            assertThat(mapped.notApplied()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"clientRoles\": {\"shop\": [\"viewer\", {\"name\": \"buyer\"}], \"blog\": \"author\"}}",
                    """
                    {"roles": [{"client": "shop", "name": "viewer"}, {"client": "shop", "name": "buyer"}, "blog.author"]}
                    """
                })
        void ofClientsHaveTheClientBeforeADot(String json) {
            assertThat(roles(byDefault(json))).containsExactly("shop.viewer", "shop.buyer", "blog.author");
        }

        @Test
        void areReportedIfTheyCannotBeRead() {
            Usable mapped = byDefault(
                    "{\"roles\": [\"a\", {\"label\": \"x\"}, [1]], \"clientRoles\": [\"a\"], \"role\": {\"client\": \"shop\"}}");

            assertThat(roles(mapped)).containsExactly("a");
            assertThat(reported(mapped)).containsExactly("roles[1]", "roles[2]", "role", "clientRoles[0]");
        }

        @ParameterizedTest
        @CsvSource({
            "admin, admin, manager",
            "ROLE_EDITOR, ROLE_*, EDITOR",
            "shop-viewer, shop-*, shop.viewer",
            "viewer-shop, *-shop, shop.viewer",
            "a-x-b, a-*-b, [x]",
            "anything, *, legacy anything"
        })
        void areRenamedByTheFirstRuleThatMatches(String legacy, String pattern, String role) {
            Mapping mapping = new Mapping()
                    .role("other", "x")
                    .role("admin", "manager")
                    .role("ROLE_*", "*")
                    .role("shop-*", "shop.*")
                    .role("*-shop", "shop.*")
                    .role("a-*-b", "[*]")
                    .role("*", "legacy *");

            assertThat(roles(mapping.of("{\"roles\": [\"%s\"]}".formatted(legacy))))
                    .as(pattern)
                    .containsExactly(role);
        }

        @Test
        void ofClientsAreRenamedLikeOthers() {
            Mapping mapping = new Mapping().role("shop.*", "webshop.*");

            assertThat(roles(mapping.of("{\"clientRoles\": {\"shop\": [\"viewer\"]}}")))
                    .containsExactly("webshop.viewer");
        }

        @Test
        void areDroppedWithoutAWordByARule() {
            Usable mapped = new Mapping().role("internal-*", "-").of("{\"roles\": [\"internal-a\", \"b\"]}");

            assertThat(roles(mapped)).containsExactly("b");
            assertThat(mapped.notApplied()).isEmpty();
        }

        @Test
        void areDistinguishedByTheCaseOfLetters() {
            assertThat(roles(new Mapping().role("admin", "manager").of("{\"roles\": [\"Admin\"]}")))
                    .containsExactly("Admin");
        }

        @Test
        void thatNoRuleKnowsAreReportedIfTheRealmSaysSo() {
            Usable mapped = new Mapping()
                    .reportingTheRest()
                    .role("admin", "manager")
                    .of("{\"roles\": [\"admin\", \"viewer\"]}");

            assertThat(roles(mapped)).containsExactly("manager");
            assertThat(mapped.notApplied()).containsExactly(new NotApplied("roles", "no rule knows the role viewer"));
        }

        /** A legacy system must not make administrators by itself, not even through a rule for everything. */
        @Test
        void areByRuleOnlyIfTheRuleNamesThemInFull() {
            Usable mapped = new Mapping()
                    .role("boss", "realm-management.realm-admin")
                    .role("admin*", "administrator")
                    .role("*", "realm-management.*")
                    .of("{\"roles\": [\"boss\", \"admin-x\", \"view-users\"]}");

            assertThat(mapped.belongings().roles())
                    .containsExactly(
                            new RoleName("roles", "realm-management.realm-admin", true),
                            new RoleName("roles", "administrator", true),
                            new RoleName("roles", "realm-management.view-users", false));
        }

        @Test
        void areByRuleIfOneOfSeveralWaysToThemIs() {
            Usable mapped = new Mapping().role("boss", "admin").of("{\"roles\": [\"admin\", \"boss\"]}");

            assertThat(mapped.belongings().roles()).containsExactly(new RoleName("roles", "admin", true));
        }

        @Test
        void thatLookLikeTheSignForDroppingAreNotDroppedByTheLegacySystem() {
            assertThat(roles(new Mapping().role("x*", "*").of("{\"roles\": [\"x-\", \"-\"]}")))
                    .containsExactly("-");
        }

        @Test
        void areReportedIfARuleLeavesNothingOfThem() {
            Usable mapped = new Mapping().role("ROLE_*", "*").of("{\"roles\": [\"ROLE_\"]}");

            assertThat(roles(mapped)).isEmpty();
            assertThat(reported(mapped)).containsExactly("roles");
        }
    }

    @Nested
    class Groups {

        @ParameterizedTest
        @CsvSource({
            "'{\"groups\": [\"staff\"]}', /staff",
            "'{\"groups\": [\"/staff/london\"]}', /staff/london",
            "'{\"group\": \"staff/london\"}', /staff/london",
            "'{\"groups\": [{\"path\": \"/staff/london\", \"name\": \"london\"}]}', /staff/london",
            "'{\"groups\": [{\"name\": \"staff\"}]}', /staff",
            "'{\"groups\": [{\"name\": \"R/D\"}]}', /R~/D",
            "'{\"app_metadata\": {\"authorization\": {\"groups\": [\"staff\"]}}}', /staff"
        })
        void areReadAsPaths(String json, String path) {
            Usable mapped = byDefault(json);

            assertThat(groups(mapped)).containsExactly(path);
            assertThat(mapped.belongings().groups()).noneMatch(GroupPath::byRule);
            assertThat(mapped.attributes()).isEmpty();
        }

        @Test
        void areReportedIfTheyAreNone() {
            Usable mapped = byDefault(
                    "{\"groups\": [\"/\", \"/a//b\", \"a/\", {\"id\": 7}, \"%s\"]}".formatted("x".repeat(256)));

            assertThat(groups(mapped)).isEmpty();
            assertThat(reported(mapped)).containsExactly("groups", "groups", "groups", "groups[3]", "groups");
        }

        @ParameterizedTest
        @CsvSource({"staff, /employees", "/staff, /employees", "team-a, /teams/a", "/old/x/y, /new/x/y", "z, /legacy/z"
        })
        void areRenamedWithOrWithoutTheFirstSlash(String legacy, String path) {
            Mapping mapping = new Mapping()
                    .group("staff", "/employees")
                    .group("team-*", "/teams/*")
                    .group("/old/*", "/new/*")
                    .group("*", "/legacy/*");

            assertThat(groups(mapping.of("{\"groups\": [\"%s\"]}".formatted(legacy))))
                    .containsExactly(path);
        }

        @Test
        void areDroppedByARuleAndReportedIfNoneKnowsThem() {
            Usable mapped = new Mapping()
                    .reportingTheRest()
                    .group("tmp*", "-")
                    .group("staff", "/employees")
                    .of("{\"groups\": [\"tmp1\", \"staff\", \"guests\"]}");

            assertThat(mapped.belongings().groups()).containsExactly(new GroupPath("groups", "/employees", true));
            assertThat(mapped.notApplied())
                    .containsExactly(new NotApplied("groups", "no rule knows the group /guests"));
        }

        @Test
        void areReportedIfARuleMakesNoPathOfThem() {
            Usable mapped = new Mapping().group("x*", "/*").of("{\"groups\": [\"x\"]}");

            assertThat(groups(mapped)).isEmpty();
            assertThat(reported(mapped)).containsExactly("groups");
        }
    }

    @Nested
    class Organizations {

        @Test
        void areReadAsTextOrObjects() {
            Usable mapped = byDefault(
                    """
                    {"organizations": ["acme", {"alias": "duck", "name": "Duck & Co", "domain": "duck.example"},
                       {"id": "org_1", "name": "goose", "display_name": "Goose Ltd", "domains": ["a.example", {"name": "b.example"}]}],
                     "organization": "acme"}
                    """);

            assertThat(mapped.belongings().organizations())
                    .containsExactly(
                            new OrganizationName("organizations[0]", "acme", "acme", List.of()),
                            new OrganizationName("organizations[1]", "duck", "Duck & Co", List.of("duck.example")),
                            new OrganizationName(
                                    "organizations[2]", "goose", "Goose Ltd", List.of("a.example", "b.example")));
            assertThat(mapped.notApplied()).isEmpty();
        }

        @Test
        void areReportedIfTheyHaveNoNameOrOneThatDoesNotFit() {
            Usable mapped = byDefault("{\"organizations\": [{\"id\": 1}, \"%s\", [\"x\"]]}".formatted("x".repeat(256)));

            assertThat(mapped.belongings().organizations()).isEmpty();
            assertThat(reported(mapped)).containsExactly("organizations[0]", "organizations[1]", "organizations[2]");
        }
    }

    @Test
    void requiredActionsAreReadUnderBothNames() {
        Usable mapped = byDefault(
                "{\"requiredActions\": [\"CONFIGURE_TOTP\", {\"x\": 1}], \"required_actions\": \"webauthn-register\"}");

        assertThat(mapped.belongings().requiredActions()).containsExactly("CONFIGURE_TOTP", "webauthn-register");
        assertThat(reported(mapped)).containsExactly("requiredActions[1]");
    }
}
