package dev.lazymigration.migration.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.docs.MarkdownFile;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile.Usable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.util.JsonSerialization;

/** What {@code docs/profile-mapping.md} says, compared with the code and tried. */
class ProfileMappingDocsTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Map<String, DefaultNames> FIELDS = Map.ofEntries(
            Map.entry("user name", DefaultNames.USERNAME),
            Map.entry("e-mail address", DefaultNames.EMAIL),
            Map.entry("e-mail verified", DefaultNames.EMAIL_VERIFIED),
            Map.entry("first name", DefaultNames.FIRST_NAME),
            Map.entry("last name", DefaultNames.LAST_NAME),
            Map.entry("full name", DefaultNames.FULL_NAME),
            Map.entry("enabled", DefaultNames.ENABLED),
            Map.entry("disabled", DefaultNames.DISABLED),
            Map.entry("status", DefaultNames.STATUS),
            Map.entry("roles", DefaultNames.ROLES),
            Map.entry("roles of clients", DefaultNames.CLIENT_ROLES),
            Map.entry("groups", DefaultNames.GROUPS),
            Map.entry("organizations", DefaultNames.ORGANIZATIONS),
            Map.entry("required actions", DefaultNames.REQUIRED_ACTIONS),
            Map.entry("one-time password", DefaultNames.TOTP),
            Map.entry("second factors of Auth0", DefaultNames.SECOND_FACTORS),
            Map.entry("second factors without secrets", DefaultNames.SECOND_FACTORS_WITHOUT_SECRETS),
            Map.entry("recovery codes", DefaultNames.RECOVERY_CODES),
            Map.entry("other credentials", DefaultNames.CREDENTIALS),
            Map.entry("identities", DefaultNames.IDENTITIES),
            Map.entry("new password wanted", DefaultNames.MUST_CHANGE_PASSWORD),
            Map.entry("legacy id", DefaultNames.ID));

    private final MarkdownFile docs = MarkdownFile.read("docs/profile-mapping.md");

    /** The rows of the table that begins with this line. */
    private List<List<String>> table(String header) {
        List<String> columns =
                Arrays.stream(header.split("\\|")).map(String::strip).toList();
        List<List<String>> rows = docs.tableRows();
        int start = rows.indexOf(columns);
        assertThat(start).as("the table %s", header).isNotNegative();
        return rows.subList(start + 1, rows.size()).stream()
                .takeWhile(row -> row.size() == columns.size() && !HEADERS.contains(row.get(0)))
                .toList();
    }

    /** The first cells of the tables' first lines. */
    private static final List<String> HEADERS =
            List.of("in Keycloak", "in the profile", "member", "encoding", "legacy system", "legacy name", "what");

    private static List<String> codes(String text) {
        return CODE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void theDefaultIsThatOfTheCode() {
        Map<String, List<String>> inTheCode = new LinkedHashMap<>();
        FIELDS.forEach((label, names) -> inTheCode.put(label, names.names()));
        DefaultNames.ATTRIBUTES.forEach((attribute, names) -> inTheCode.put("attribute `" + attribute + "`", names));

        Map<String, List<String>> documented = table("in Keycloak|in the profile, best first| ").stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> codes(row.get(1))));

        assertThat(documented).isEqualTo(inTheCode);
        assertThat(FIELDS.values()).containsExactlyInAnyOrder(DefaultNames.values());
    }

    @Test
    void eachNameOfTheDefaultIsReadAsTheTableSays() {
        DefaultNames.ATTRIBUTES.forEach((attribute, names) -> names.forEach(
                name -> assertThat(Mapping.byDefault(nested(name, "\"x\"")).attributes())
                        .as(name)
                        .isEqualTo(Map.of(attribute, List.of("x")))));
        for (DefaultNames field : DefaultNames.values()) {
            for (String name : field.names()) {
                assertThat(Mapping.byDefault(nested(name, "\"true\"")).attributes())
                        .as(name)
                        .isEqualTo(name.equals("status") ? Map.of("status", List.of("true")) : Map.of());
            }
        }
    }

    private static String nested(String path, String value) {
        int dot = path.indexOf('.');
        return dot < 0
                ? "{\"email\": \"ada@example.org\", \"%s\": %s}"
                        .formatted(path, path.equals("email") ? "\"ada@example.org\"" : idIfNeeded(path, value))
                : "{\"%s\": %s}".formatted(path.substring(0, dot), nestedIn(path.substring(dot + 1), value));
    }

    private static String idIfNeeded(String path, String value) {
        return DefaultNames.ID.names().contains(path) ? "\"" + Mapping.ID + "\"" : value;
    }

    private static String nestedIn(String path, String value) {
        int dot = path.indexOf('.');
        return dot < 0
                ? "{\"%s\": %s}".formatted(path, value)
                : "{\"%s\": %s}".formatted(path.substring(0, dot), nestedIn(path.substring(dot + 1), value));
    }

    @Test
    void nestedObjectsAndListsBecomeWhatTheTableSays() {
        List<List<String>> rows = table("in the profile|attributes");

        assertThat(rows).hasSizeGreaterThan(3).allSatisfy(row -> assertThat(
                        Mapping.byDefault(codes(row.get(0)).get(0)).attributes())
                .isEqualTo(parsed(codes(row.get(1)).get(0), new TypeReference<Map<String, List<String>>>() {})));
    }

    @Test
    void theExampleOfRulesComesToWhatItSays() throws InvalidConfigException {
        List<String> blocks = docs.blocks("json");
        ComponentModel component = new ComponentModel();
        parsed(blocks.get(1), new TypeReference<Map<String, JsonNode>>() {})
                .forEach((setting, rows) -> component.put(setting, rows.toString()));
        MappingRules rules = MigrationConfig.from(component, reference -> null, ServerOptions.DEFAULT)
                .importSettings()
                .mapping();

        Map<String, Object> profile = parsed(blocks.get(0), new TypeReference<Map<String, Object>>() {});
        Usable mapped = (Usable)
                new ProfileMapping(rules, false).of(new LegacyUser(String.valueOf(profile.get("id")), profile), null);

        Map<String, Object> result = new LinkedHashMap<>();
        result.put("username", mapped.username());
        result.put("email", mapped.email());
        result.put("attributes", mapped.attributes());
        result.put(
                "roles",
                mapped.belongings().roles().stream().map(RoleName::name).toList());
        result.put(
                "groups",
                mapped.belongings().groups().stream().map(GroupPath::path).toList());
        result.put(
                "identities",
                mapped.belongings().identities().stream()
                        .collect(Collectors.toMap(ExternalIdentity::providerAlias, ExternalIdentity::userId)));
        assertThat(result).isEqualTo(parsed(blocks.get(2), new TypeReference<Map<String, Object>>() {}));
        assertThat(mapped.notApplied()).isEmpty();
        assertThat(mapped.belongings().roles())
                .filteredOn(RoleName::byRule)
                .extracting(RoleName::name)
                .containsExactly("realm-management.manage-users");
    }

    @Test
    void anEncodingIsGuessedAsTheTableSays() {
        assertThat(table("encoding|fits if|example|the same in Base32"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(Mapping.byDefault("{\"totp\": \"%s\"}"
                                        .formatted(codes(row.get(2)).get(0)))
                                .belongings()
                                .credentials())
                        .extracting(credential -> ((LegacyCredential.Totp) credential).secret())
                        .containsExactly(codes(row.get(3)).get(0)));
    }

    @Test
    void identitiesOfEachLegacySystemAreReadAsTheTableSays() {
        assertThat(table("legacy system|an identity")).hasSize(3).allSatisfy(row -> assertThat(
                        Mapping.byDefault("{\"identities\": [%s]}"
                                        .formatted(codes(row.get(1)).get(0)))
                                .belongings()
                                .identities())
                .hasSize(1));
    }

    @Test
    void theAliasesOfIdentityProvidersAreThoseOfTheCode() {
        Map<String, String> documented = new LinkedHashMap<>();
        table("legacy name|alias").forEach(row -> codes(row.get(0))
                .forEach(name -> documented.put(
                        name,
                        row.get(1).startsWith("the ")
                                ? row.get(1)
                                : codes(row.get(1)).get(0))));

        Map<String, String> inTheCode = new LinkedHashMap<>();
        ExternalIdentities.DEFAULT_ALIASES.forEach(
                (name, alias) -> inTheCode.put(name, name.equals(alias) ? "the same" : alias));
        ExternalIdentities.PROTOCOLS.forEach(name -> inTheCode.put(name, "the name of the `connection`"));
        assertThat(documented).isEqualTo(inTheCode);
        assertThat(docs.text()).contains("the providers `auth0`, `authing` and `genauth` are left out");
        assertThat(ExternalIdentities.OWN).containsExactlyInAnyOrder("auth0", "authing", "genauth");
    }

    @Test
    void secretsBecomeWhatTheTableSays() {
        List<List<String>> rows = table("what|examples|becomes");

        assertThat(rows).hasSize(3);
        for (List<String> row : rows) {
            for (String example : codes(row.get(1))) {
                Usable mapped = Mapping.byDefault(
                        row.get(0).contains("by the name")
                                ? "{\"%s\": \"x\"}".formatted(example)
                                : "{\"field\": \"%s\"}".formatted(example));
                assertThat(mapped.attributes()).as(example).isEmpty();
                assertThat(mapped.notApplied()).as(example).hasSize(row.get(2).startsWith("reported") ? 1 : 0);
            }
        }
    }

    @Test
    void namesThatKeycloakKeepsAreReportedAndSomeCanBeSetByARule() {
        String section = docs.text().substring(docs.text().indexOf("## Names that Keycloak keeps"));
        section = section.substring(0, section.indexOf("\n## "));
        String[] paragraphs = section.split("\n\n");

        for (String name : codes(paragraphs[1].substring(0, paragraphs[1].indexOf(" and all others")))) {
            assertThat(Mapping.byDefault("{\"%s\": \"x\"}".formatted(name)).notApplied())
                    .as(name)
                    .hasSize(1);
            assertThat(AttributeNames.mayBeSetByRule(name)).as(name).isFalse();
        }
        for (String name : codes(paragraphs[2]).subList(0, 4)) {
            assertThat(Mapping.byDefault("{\"%s\": \"x\"}".formatted(name)).notApplied())
                    .as(name)
                    .hasSize(1);
            assertThat(AttributeNames.mayBeSetByRule(name)).as(name).isTrue();
        }
    }

    private static <T> T parsed(String json, TypeReference<T> type) {
        try {
            return JsonSerialization.mapper.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
