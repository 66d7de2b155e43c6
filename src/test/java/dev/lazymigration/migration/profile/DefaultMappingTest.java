package dev.lazymigration.migration.profile;

import static dev.lazymigration.migration.profile.Mapping.byDefault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.lazymigration.migration.profile.MappedProfile.Usable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default makes of whole profiles. */
class DefaultMappingTest {

    @Test
    void everythingInAnAuthingProfileArrives() {
        Usable mapped = byDefault(
                """
                {
                  "id": "60f0a7", "status": "Activated", "username": "Ada", "email": "ada@example.org",
                  "emailVerified": true, "phone": "+441234567", "phoneVerified": true, "name": "Ada Lovelace",
                  "givenName": "Ada", "familyName": "Lovelace", "middleName": "King", "nickname": "Enchantress",
                  "photo": "https://example.org/ada.png", "profile": "https://example.org/ada",
                  "website": "https://example.org", "gender": "F", "birthdate": "1815-12-10",
                  "zoneinfo": "Europe/London", "locale": "en", "formatted": "12 St James's Square, London",
                  "streetAddress": "12 St James's Square", "locality": "London", "region": "Greater London",
                  "postalCode": "SW1Y 4JH", "country": "GB", "company": "Analytical Engines", "externalId": "e-1",
                  "unionid": "u-1", "openid": "o-1", "loginsCount": 3, "lastIp": null, "registerSource": ["basic:email"],
                  "updatedAt": "2024-05-01T12:00:00.000Z", "resetPasswordOnFirstLogin": false, "password": "5f4dcc3b",
                  "salt": "f00", "customData": {"plan": "gold", "limits": {"seats": 5}},
                  "identities": [{
                    "identityId": "i-1", "provider": "wechat", "type": "unionid", "userIdInIdp": "wx-1",
                    "userInfoInIdp": {"nickname": "ada in wechat"}, "accessToken": "t"
                  }]
                }
                """);

        assertThat(mapped.username()).isEqualTo("ada");
        assertThat(mapped.email()).isEqualTo("ada@example.org");
        assertThat(mapped.emailVerified()).isTrue();
        assertThat(mapped.firstName()).isEqualTo("Ada");
        assertThat(mapped.lastName()).isEqualTo("Lovelace");
        assertThat(mapped.enabled()).isTrue();
        assertThat(mapped.attributes())
                .containsOnly(
                        entry("phoneNumber", List.of("+441234567")),
                        entry("phoneNumberVerified", List.of("true")),
                        entry("middleName", List.of("King")),
                        entry("nickname", List.of("Enchantress")),
                        entry("picture", List.of("https://example.org/ada.png")),
                        entry("profile", List.of("https://example.org/ada")),
                        entry("website", List.of("https://example.org")),
                        entry("gender", List.of("F")),
                        entry("birthdate", List.of("1815-12-10")),
                        entry("zoneinfo", List.of("Europe/London")),
                        entry("locale", List.of("en")),
                        entry("formatted", List.of("12 St James's Square, London")),
                        entry("street", List.of("12 St James's Square")),
                        entry("locality", List.of("London")),
                        entry("region", List.of("Greater London")),
                        entry("postal_code", List.of("SW1Y 4JH")),
                        entry("country", List.of("GB")),
                        entry("company", List.of("Analytical Engines")),
                        entry("externalId", List.of("e-1")),
                        entry("unionid", List.of("u-1")),
                        entry("openid", List.of("o-1")),
                        entry("loginsCount", List.of("3")),
                        entry("registerSource", List.of("basic:email")),
                        entry("updatedAt", List.of("1714564800")),
                        entry("resetPasswordOnFirstLogin", List.of("false")),
                        entry("customData.plan", List.of("gold")),
                        entry("customData.limits.seats", List.of("5")));
        assertThat(mapped.belongings().identities())
                .containsExactly(new ExternalIdentity("identities[0]", "wechat", "wx-1", "ada in wechat"));
        assertThat(mapped.notApplied()).isEmpty();
    }

    @Test
    void everythingInAnAuth0ProfileArrivesOrIsReported() {
        Usable mapped = byDefault(
                """
                {
                  "user_id": "auth0|60f0a7", "email": "ada@example.org", "email_verified": true, "username": "ada",
                  "given_name": "Ada", "family_name": "Lovelace", "name": "Ada Lovelace", "nickname": "ada",
                  "picture": "https://example.org/ada.png", "phone_number": "+441234567", "phone_verified": false,
                  "blocked": false, "created_at": "2020-01-01T00:00:00.000Z", "updated_at": "2024-05-01T12:00:00.000Z",
                  "last_password_reset": "2023-01-01T00:00:00.000Z", "logins_count": 12, "multifactor": ["guardian"],
                  "user_metadata": {"plan": "gold", "roles": ["admin"], "colours": ["red", "blue"]},
                  "app_metadata": {
                    "customer": 4711, "roles": ["editor"],
                    "authorization": {"roles": ["viewer"], "groups": ["staff"], "permissions": ["read:all"]}
                  },
                  "identities": [
                    {"provider": "auth0", "user_id": "60f0a7", "connection": "Users", "isSocial": false},
                    {"provider": "google-oauth2", "user_id": "123", "connection": "google-oauth2", "isSocial": true,
                     "profileData": {"email": "ada@gmail.com"}}
                  ],
                  "mfa_factors": [
                    {"totp": {"secret": "JBSWY3DPEHPK3PXP"}}, {"phone": {"value": "+441234567"}},
                    {"email": {"value": "ada@example.org"}}
                  ]
                }
                """);

        assertThat(mapped.enabled()).isTrue();
        assertThat(mapped.attributes())
                .containsOnly(
                        entry("nickname", List.of("ada")),
                        entry("picture", List.of("https://example.org/ada.png")),
                        entry("phoneNumber", List.of("+441234567")),
                        entry("phoneNumberVerified", List.of("false")),
                        entry("created_at", List.of("2020-01-01T00:00:00.000Z")),
                        entry("updatedAt", List.of("1714564800")),
                        entry("last_password_reset", List.of("2023-01-01T00:00:00.000Z")),
                        entry("logins_count", List.of("12")),
                        entry("user_metadata.plan", List.of("gold")),
                        entry("user_metadata.roles", List.of("admin")),
                        entry("user_metadata.colours", List.of("red", "blue")),
                        entry("app_metadata.customer", List.of("4711")),
                        entry("app_metadata.authorization.permissions", List.of("read:all")));
        assertThat(mapped.belongings())
                .isEqualTo(new Belongings(
                        List.of(
                                new RoleName("app_metadata.roles", "editor", false),
                                new RoleName("app_metadata.authorization.roles", "viewer", false)),
                        List.of(new GroupPath("app_metadata.authorization.groups", "/staff", false)),
                        List.of(),
                        List.of(),
                        List.of(new LegacyCredential.Totp(
                                "mfa_factors[0]", "JBSWY3DPEHPK3PXP", 6, 30, "HmacSHA1", null)),
                        List.of(new ExternalIdentity("identities[1]", "google", "123", "ada@gmail.com"))));
        assertThat(mapped.notApplied())
                .extracting(NotApplied::toString)
                .containsExactly(
                        "mfa_factors[1]: Keycloak has no second factor of the kind phone",
                        "mfa_factors[2]: Keycloak has no second factor of the kind email");
    }

    @Test
    void everythingInARowOfAPlainTableArrives() {
        Usable mapped = byDefault(
                """
                {
                  "id": 7, "username": "ada", "email": "ada@example.org", "verified": "t", "first_name": "Ada",
                  "last_name": "Lovelace", "is_active": 1, "locked": "N", "role": "editor", "group": "staff",
                  "phone": "+441234567", "password_hash": "$2b$10$abcdefghijklmnopqrstuv", "city": "London",
                  "newsletter": false, "credits": 12.5
                }
                """);

        assertThat(mapped.enabled()).isTrue();
        assertThat(mapped.emailVerified()).isTrue();
        assertThat(mapped.firstName()).isEqualTo("Ada");
        assertThat(mapped.lastName()).isEqualTo("Lovelace");
        assertThat(mapped.attributes())
                .containsOnly(
                        entry("phoneNumber", List.of("+441234567")),
                        entry("city", List.of("London")),
                        entry("newsletter", List.of("false")),
                        entry("credits", List.of("12.5")));
        assertThat(mapped.belongings().roles()).containsExactly(new RoleName("role", "editor", false));
        assertThat(mapped.belongings().groups()).containsExactly(new GroupPath("group", "/staff", false));
        assertThat(mapped.notApplied()).isEmpty();
    }

    @Test
    void whatUsersOfAuth0MayEditThemselvesGivesThemNothing() {
        Usable mapped = byDefault(
                """
                {"blocked": true, "user_metadata": {
                  "roles": ["admin"], "groups": ["staff"], "organization": "acme", "email": "eve@example.org",
                  "email_verified": true, "blocked": false, "enabled": true, "totp": "JBSWY3DPEHPK3PXP",
                  "identities": [{"provider": "google-oauth2", "user_id": "1"}]
                }}
                """);

        assertThat(mapped.belongings()).isEqualTo(Belongings.NONE);
        assertThat(mapped.email()).isNull();
        assertThat(mapped.emailVerified()).isFalse();
        assertThat(mapped.enabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "enabled, false",
        "active, 0",
        "is_active, f",
        "isActive, no",
        "blocked, true",
        "is_blocked, 1",
        "isBlocked, y",
        "disabled, t",
        "locked, 2024-01-01",
        "suspended, yes",
        "status, Suspended",
        "status, Resigned",
        "status, archived",
        "status, DEACTIVATED",
        "status, banned"
    })
    void aUserWhomAnythingInTheProfileSwitchesOffIsNotEnabled(String field, String value) {
        assertThat(byDefault("{\"%s\": \"%s\"}".formatted(field, value)).enabled())
                .isFalse();
        assertThat(byDefault("{\"verified\": true, \"username\": \"ada\", \"%s\": \"%s\"}".formatted(field, value))
                        .attributes())
                .isEmpty();
    }

    @Test
    void aUserIsBlockedWhateverHoldsTheReason() {
        assertThat(byDefault("{\"blocked\": {\"since\": \"2024-01-01\"}}").enabled())
                .isFalse();
        assertThat(byDefault("{\"suspended\": [\"fraud\"]}").enabled()).isFalse();
        assertThat(byDefault("{\"blocked\": null, \"suspended\": []}").enabled())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Activated", "active"})
    void aStatusThatSwitchesNobodyOffIsTaken(String status) {
        Usable mapped = byDefault("{\"status\": \"%s\"}".formatted(status));

        assertThat(mapped.enabled()).isTrue();
        assertThat(mapped.attributes()).isEmpty();
    }

    @Test
    void aStatusThatSaysNothingOfLoggingInIsAnAttribute() {
        Usable mapped = byDefault("{\"status\": \"gold customer\"}");

        assertThat(mapped.enabled()).isTrue();
        assertThat(mapped.attributes()).containsOnly(entry("status", List.of("gold customer")));
    }

    @Test
    void aFlagThatIsNeitherYesNorNoIsTakenForNoAndReported() {
        Usable mapped = byDefault("{\"email\": \"ada@example.org\", \"emailVerified\": \"perhaps\"}");

        assertThat(mapped.emailVerified()).isFalse();
        assertThat(mapped.notApplied())
                .containsExactly(new NotApplied("emailVerified", "is neither yes nor no, and was taken for no"));
    }

    @Test
    void anotherNameForTheSameIsTakenIfItSaysTheSameAndKeptIfNot() {
        Usable mapped = byDefault(
                """
                {"username": "ada", "preferred_username": "ada", "picture": "a.png", "photo": "a.png", "avatar": "b.png",
                 "given_name": "Ada", "family_name": "Lovelace", "name": "Countess of Lovelace",
                 "phone": "1", "phoneNumber": "2", "email": "ada@example.org", "email_verified": true,
                 "emailVerified": "yes", "verified": false}
                """);

        assertThat(mapped.attributes())
                .containsOnly(
                        entry("picture", List.of("a.png")),
                        entry("avatar", List.of("b.png")),
                        entry("name", List.of("Countess of Lovelace")),
                        entry("phoneNumber", List.of("2")),
                        entry("phone", List.of("1")),
                        entry("verified", List.of("false")));
        assertThat(mapped.emailVerified()).isTrue();
        assertThat(mapped.notApplied()).isEmpty();
    }

    @Test
    void theLegacyIdIsInTheLedgerAndNoAttribute() {
        assertThat(byDefault("{\"id\": 7}").attributes()).isEmpty();
        assertThat(byDefault("{\"user_id\": \"7\"}").attributes()).isEmpty();
        assertThat(byDefault("{\"_id\": {\"$oid\": \"7\"}}").attributes()).isEmpty();
        assertThat(byDefault("{\"id\": 7, \"user_id\": 8}").attributes()).containsOnly(entry("user_id", List.of("8")));
    }

    @Test
    void anOldUserNameIsReportedWhereTheEmailAddressIsTheUserName() {
        Mapping mapping = new Mapping().inARealmWhereTheEmailAddressIsTheUserName();

        Usable mapped = mapping.of("{\"username\": \"ada\", \"email\": \"ada@example.org\"}");

        assertThat(mapped.username()).isEqualTo("ada@example.org");
        assertThat(Mapping.reported(mapped)).containsExactly("username");
        assertThat(mapping.of("{\"username\": \"Ada@example.org\", \"email\": \"ada@example.org\"}")
                        .notApplied())
                .isEmpty();
    }
}
