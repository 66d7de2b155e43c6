package dev.lazymigration.migration.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile.Unusable;
import dev.lazymigration.migration.profile.MappedProfile.Usable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileMappingTest {

    private static Usable usable(Map<String, Object> profile) {
        MappedProfile mapped =
                new ProfileMapping(MappingRules.DEFAULT, false).of(new LegacyUser("1", profile), "typed name");
        assertThat(mapped).isInstanceOf(Usable.class);
        return (Usable) mapped;
    }

    private static String unusable(LegacyUser user) {
        MappedProfile mapped = new ProfileMapping(MappingRules.DEFAULT, false).of(user, "typed name");
        assertThat(mapped).isInstanceOf(Unusable.class);
        return ((Unusable) mapped).reason();
    }

    @Test
    void anAuthingProfileBecomesAKeycloakUserWithTheRestAsAttributes() {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("id", 1);
        profile.put("email", "Ada@Example.org");
        profile.put("email_verified", true);
        profile.put("username", "Ada");
        profile.put("given_name", "Ada");
        profile.put("family_name", "Lovelace");
        profile.put("phone", "+441234567");
        profile.put("phone_verified", false);
        profile.put("photo", "https://example.org/ada.png");
        profile.put("nickname", "The Enchantress");
        profile.put("gender", "F");
        profile.put("birthdate", "1815-12-10");
        profile.put("zoneinfo", "Europe/London");
        profile.put("locale", "en-GB");
        profile.put("website", "https://example.org");

        assertThat(usable(profile))
                .isEqualTo(new Usable(
                        "ada",
                        "ada@example.org",
                        true,
                        "Ada",
                        "Lovelace",
                        true,
                        Map.of(
                                "phoneNumber", List.of("+441234567"),
                                "phoneNumberVerified", List.of("false"),
                                "picture", List.of("https://example.org/ada.png"),
                                "nickname", List.of("The Enchantress"),
                                "gender", List.of("F"),
                                "birthdate", List.of("1815-12-10"),
                                "zoneinfo", List.of("Europe/London"),
                                "locale", List.of("en-GB"),
                                "website", List.of("https://example.org")),
                        Belongings.NONE,
                        List.of()));
    }

    @Test
    void aBirthdateFromADateColumnIsADateAgain() {
        String midnight = LocalDate.of(1815, 12, 10)
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant()
                .toString();

        assertThat(usable(Map.of("birthdate", midnight)).attributes())
                .isEqualTo(Map.of("birthdate", List.of("1815-12-10")));
    }

    @Test
    void anAddressIsTakenApartIntoTheAttributesOfKeycloaksAddressMapper() {
        Map<String, Object> address = Map.of("street_address", "12 St James's Square", "country", "GB");

        assertThat(usable(Map.of("address", address)).attributes())
                .isEqualTo(Map.of("street", List.of("12 St James's Square"), "country", List.of("GB")));
        assertThat(usable(Map.of("address", "12 St James's Square, London")).attributes())
                .isEqualTo(Map.of("formatted", List.of("12 St James's Square, London")));
    }

    @Test
    void aPasswordHashInTheProfileIsLeftAlone() {
        Usable mapped = usable(Map.of("username", "ada", "password", "$2b$10$x", "password_hash", "y", "salt", "z"));

        assertThat(mapped.attributes()).isEmpty();
    }

    @Test
    void aMissingNameIsNoObstacle() {
        Usable mapped = usable(Map.of("username", "ada"));

        assertThat(mapped.firstName()).isNull();
        assertThat(mapped.lastName()).isNull();
        assertThat(mapped.email()).isNull();
        assertThat(mapped.emailVerified()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Ada Lovelace, Ada, Lovelace", "Ada King Lovelace, Ada King, Lovelace", "Ada, Ada,"})
    void aFullNameIsSplitWhenTheLegacySystemKnowsNoOther(String name, String first, String last) {
        Usable mapped = usable(Map.of("name", name));

        assertThat(mapped.firstName()).isEqualTo(first);
        assertThat(mapped.lastName()).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "t, true", "1, true", "yes, true", "false, false", "0, false", "f, false"})
    void aDatabaseMaySpellTrueInManyWays(String spelled, boolean meant) {
        Usable mapped = usable(Map.of("email", "ada@example.org", "emailVerified", spelled));

        assertThat(mapped.emailVerified()).isEqualTo(meant);
    }

    @Test
    void aUserWhomTheLegacySystemHasSwitchedOffIsNotEnabled() {
        assertThat(usable(Map.of("enabled", false)).enabled()).isFalse();
        assertThat(usable(Map.of()).enabled()).isTrue();
    }

    @Nested
    class TheUserNameIs {

        @Test
        void theUserNameOfTheProfile() {
            assertThat(usable(Map.of("username", "Ada", "email", "ada@example.org"))
                            .username())
                    .isEqualTo("ada");
        }

        @Test
        void elseTheEmailAddress() {
            assertThat(usable(Map.of("email", "ada@example.org")).username()).isEqualTo("ada@example.org");
        }

        @Test
        void elseThePhoneNumber() {
            assertThat(usable(Map.of("phone", "+441234567")).username()).isEqualTo("+441234567");
        }

        @Test
        void elseWhatWasTyped() {
            assertThat(usable(Map.of()).username()).isEqualTo("typed name");
        }

        @Test
        void elseTheLegacyId() {
            Usable mapped =
                    (Usable) new ProfileMapping(MappingRules.DEFAULT, false).of(new LegacyUser("4711", Map.of()), null);

            assertThat(mapped.username()).isEqualTo("4711");
        }

        @Test
        void theEmailAddressWhereTheRealmSaysSo() {
            LegacyUser user = new LegacyUser("1", Map.of("username", "ada", "email", "ada@example.org"));

            assertThat(((Usable) new ProfileMapping(MappingRules.DEFAULT, true).of(user, null)).username())
                    .isEqualTo("ada@example.org");
        }
    }

    @Nested
    class AProfileIsRefused {

        @ParameterizedTest
        @ValueSource(strings = {"not an address", "ada@", "@example.org", "ada@example.org, eve@example.org"})
        void withAnInvalidEmailAddress(String email) {
            String reason = unusable(new LegacyUser("1", Map.of("email", email)));

            assertThat(reason).contains("e-mail address is not valid").doesNotContain(email);
        }

        @Test
        void withAnEmailAddressThatWouldBecomeSomebodyElsesInLowerCase() {
            assertThat(unusable(new LegacyUser("1", Map.of("email", "\u212Aate@example.org"))))
                    .contains("only looks like another");
        }

        @Test
        void withAnIdThatDoesNotFitKeycloaksTables() {
            assertThat(unusable(new LegacyUser("x".repeat(201), Map.of())))
                    .contains("id is longer than 200 characters");
        }

        @Test
        void withAUserNameThatDoesNotFitKeycloaksTables() {
            assertThat(unusable(new LegacyUser("1", Map.of("username", "x".repeat(256)))))
                    .contains("user name is longer than 255 characters");
        }
    }
}
