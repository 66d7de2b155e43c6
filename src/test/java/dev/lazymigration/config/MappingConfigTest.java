package dev.lazymigration.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.lazymigration.migration.profile.MappingRules;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;

class MappingConfigTest {

    private static MappingRules read(Map<String, String> config) throws InvalidConfigException {
        ComponentModel component = new ComponentModel();
        config.forEach(component::put);
        return ImportConfig.read(component).mapping();
    }

    private static String row(String key, String value) {
        return "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(key, value);
    }

    private static InvalidConfigException refused(String setting, String... rows) {
        return catchThrowableOfType(
                InvalidConfigException.class, () -> read(Map.of(setting, "[" + String.join(",", rows) + "]")));
    }

    @Test
    void withoutAnySettingTheDefaultApplies() throws InvalidConfigException {
        assertThat(read(Map.of())).isEqualTo(MappingRules.DEFAULT);
    }

    @Test
    void rulesKeepTheOrderOfTheirRows() throws InvalidConfigException {
        MappingRules rules = read(Map.of(
                "attributeMapping", "[" + row("address.city", "locality") + "," + row(" mail ", " email ") + "]",
                "constantAttributes", "[" + row("origin", "legacy system") + "]",
                "roleMapping", "[" + row("admin", "-") + "," + row("app_*", "app.*") + "," + row("*", "legacy-*") + "]",
                "groupMapping", "[" + row("*", "/legacy/*") + "]",
                "identityProviderMapping", "[" + row("samlp-company", "company") + "]"));

        assertThat(rules.attributes()).containsExactly(entry("address.city", "locality"), entry("mail", "email"));
        assertThat(rules.constants()).containsExactly(entry("origin", "legacy system"));
        assertThat(rules.roles()).containsExactly(entry("admin", "-"), entry("app_*", "app.*"), entry("*", "legacy-*"));
        assertThat(rules.groups()).containsExactly(entry("*", "/legacy/*"));
        assertThat(rules.identityProviders()).containsExactly(entry("samlp-company", "company"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attributeMapping",
                "constantAttributes",
                "roleMapping",
                "groupMapping",
                "identityProviderMapping"
            })
    void aRowNeedsAKeyAndAValueAndAKeyOfItsOwn(String setting) {
        assertThat(refused(setting, row("", "/x")).messageKey()).isEqualTo("lazyMigrationMapInvalid");
        assertThat(refused(setting, row("x", " ")).messageKey()).isEqualTo("lazyMigrationMapInvalid");
        assertThat(refused(setting, "{\"key\":\"x\"}").messageKey()).isEqualTo("lazyMigrationMapInvalid");
        assertThat(refused(setting, "no JSON").parameters()).containsExactly(setting);

        InvalidConfigException twice = refused(setting, row("x", "/x"), row("y", "/y"), row(" x", "/z"));
        if (setting.equals("identityProviderMapping")) {
            twice = refused(setting, row("x", "x"), row("y", "y"), row(" x", "z"));
        }
        assertThat(twice.messageKey()).isEqualTo("lazyMigrationMapKeyTwice");
        assertThat(twice.parameters()).containsExactly(setting, "3");
    }

    @ParameterizedTest
    @CsvSource({
        "attributeMapping, user_metadata.*, x, lazyMigrationMapNoWildcard",
        "attributeMapping, x, LDAP_ID, lazyMigrationAttributeKept",
        "attributeMapping, x, ldap_entry_dn, lazyMigrationAttributeKept",
        "attributeMapping, x, disabledReason, lazyMigrationAttributeKept",
        "attributeMapping, x, ENABLED, lazyMigrationAttributeKept",
        "attributeMapping, x, is_temporary_admin, lazyMigrationAttributeKept",
        "attributeMapping, x, kc.org, lazyMigrationAttributeKept",
        "constantAttributes, email, x, lazyMigrationConstantField",
        "constantAttributes, emailVerified, true, lazyMigrationConstantField",
        "constantAttributes, KERBEROS_PRINCIPAL, x, lazyMigrationAttributeKept",
        "constantAttributes, saml.persistent.name.id.for.app, x, lazyMigrationAttributeKept",
        "roleMapping, a*b*, x, lazyMigrationMapWildcard",
        "roleMapping, a, x*, lazyMigrationMapWildcard",
        "roleMapping, a*, x*y*, lazyMigrationMapWildcard",
        "roleMapping, a, .viewer, lazyMigrationRoleTarget",
        "roleMapping, a, app., lazyMigrationRoleTarget",
        "groupMapping, a, staff, lazyMigrationGroupTarget",
        "groupMapping, a, /, lazyMigrationGroupTarget",
        "groupMapping, a, /staff/, lazyMigrationGroupTarget",
        "groupMapping, a, /staff//london, lazyMigrationGroupTarget",
        "groupMapping, a, /staff/*, lazyMigrationMapWildcard",
        "identityProviderMapping, google-*, google, lazyMigrationMapNoWildcard",
        "identityProviderMapping, x, two words, lazyMigrationIdentityProviderTarget"
    })
    void aRuleThatCouldNeverDoWhatItSaysIsRefusedWithItsRow(String setting, String key, String value, String message) {
        InvalidConfigException refused = refused(setting, row("fine", fine(setting)), row(key, value));

        assertThat(refused.messageKey()).isEqualTo(message);
        assertThat(refused.parameters()).containsExactly(setting, "2");
        assertThat(refused.describe()).startsWith(setting + ", row 2: ").doesNotContain("{");
    }

    private static String fine(String setting) {
        return setting.equals("groupMapping") ? "/fine" : "fine";
    }

    @ParameterizedTest
    @CsvSource({
        "attributeMapping, x, -",
        "attributeMapping, mail, email",
        "attributeMapping, state, enabled",
        "attributeMapping, confirmed, emailVerified",
        "attributeMapping, certificate, userCertificate",
        "attributeMapping, nameId, saml.persistent.name.id.for.*",
        "constantAttributes, locale, de",
        "roleMapping, x, -",
        "roleMapping, x, realm-management.view-users",
        "roleMapping, ROLE_*, *",
        "groupMapping, x, -",
        "groupMapping, x, /R~/D/london",
        "groupMapping, *, /*",
        "identityProviderMapping, x, -"
    })
    void aRuleThatMakesSenseIsTaken(String setting, String key, String value) {
        assertThatCode(() -> read(Map.of(setting, "[" + row(key, value) + "]"))).doesNotThrowAnyException();
    }

    @Test
    void aConstantMayNotBeWhatARuleMakesOfAField() {
        InvalidConfigException refused = catchThrowableOfType(
                InvalidConfigException.class,
                () -> read(Map.of(
                        "attributeMapping", "[" + row("x", "origin") + "]",
                        "constantAttributes", "[" + row("origin", "legacy") + "]")));

        assertThat(refused.messageKey()).isEqualTo("lazyMigrationConstantAndRule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unmappedFields", "unmappedRoles", "unmappedGroups", "weakPassword"})
    void aChoiceIsOneOfThoseThatTheConsoleOffers(String setting) {
        InvalidConfigException refused =
                catchThrowableOfType(InvalidConfigException.class, () -> read(Map.of(setting, "perhaps")));

        assertThat(refused.messageKey()).isEqualTo("lazyMigrationChoiceInvalid");
        assertThat(refused.parameters()).first().isEqualTo(setting);
    }
}
