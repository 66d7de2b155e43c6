package dev.lazymigration.migration.profile;

import static dev.lazymigration.migration.profile.Mapping.byDefault;
import static dev.lazymigration.migration.profile.Mapping.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.lazymigration.migration.profile.MappedProfile.Unusable;
import dev.lazymigration.migration.profile.MappedProfile.Usable;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeMappingTest {

    @Nested
    class AFieldThatNothingKnows {

        @Test
        void isAnAttributeOfTheSameName() {
            assertThat(byDefault("{\"plan\": \"gold\", \"seats\": 5, \"trial\": false}")
                            .attributes())
                    .containsOnly(
                            entry("plan", List.of("gold")),
                            entry("seats", List.of("5")),
                            entry("trial", List.of("false")));
        }

        @Test
        void hasAnAttributeForEachMemberIfItIsAnObject() {
            assertThat(byDefault(
                                    """
                    {"address": {"city": "London", "country": "GB"}, "user_metadata": {"a": {"b": 1, "c": [2, 3]}}}
                    """)
                            .attributes())
                    .containsOnly(
                            entry("address.city", List.of("London")),
                            entry("country", List.of("GB")),
                            entry("user_metadata.a.b", List.of("1")),
                            entry("user_metadata.a.c", List.of("2", "3")));
        }

        @Test
        void hasTheJsonOfEachElementForValuesIfItIsAListWithObjects() {
            assertThat(byDefault("{\"cars\": [{\"name\": \"one\", \"doors\": 2}, [1, 2], \"bus\"]}")
                            .attributes())
                    .containsOnly(entry("cars", List.of("{\"name\":\"one\",\"doors\":2}", "[1,2]", "\"bus\"")));
        }

        @Test
        void isNothingIfItIsEmpty() {
            Usable mapped = byDefault(
                    "{\"a\": null, \"b\": \" \", \"c\": [], \"d\": {}, \"e\": [null, \"\"], \"f\": {\"g\": []}}");

            assertThat(mapped.attributes()).isEmpty();
            assertThat(mapped.notApplied()).isEmpty();
        }

        @Test
        void mayBeAsLongAsKeycloaksUserProfileTakesIt() {
            String text = "x".repeat(2048);

            assertThat(byDefault("{\"essay\": \"%s\"}".formatted(text)).attributes())
                    .containsOnly(entry("essay", List.of(text)));

            Usable longer = byDefault("{\"essay\": \"%sx\"}".formatted(text));
            assertThat(longer.attributes()).isEmpty();
            assertThat(longer.notApplied())
                    .containsExactly(new NotApplied("essay", "is longer than 2048 characters; a rule brings it along"));
        }

        @Test
        void isReportedIfItsNameDoesNotFitKeycloaksTable() {
            String tooLong = "x".repeat(256);
            Usable mapped =
                    byDefault("{\"%s\": 1, \"a\\nb\": 2, \" \": 3, \"%s\": 4}".formatted(tooLong, "y".repeat(255)));

            assertThat(mapped.attributes()).containsOnlyKeys("y".repeat(255));
            assertThat(reported(mapped)).containsExactly("x".repeat(254) + "…", "a?b", " ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "LDAP_ID",
                    "ldap_entry_dn",
                    "KERBEROS_PRINCIPAL",
                    "saml.persistent.name.id.for.app",
                    "disabledReason",
                    "userCertificate",
                    "is_temporary_admin",
                    "kc.org",
                    "terms_and_conditions",
                    "did",
                    "EMAIL_VERIFIED",
                    "ENABLED",
                    "Username",
                    "createTimestamp"
                })
        void isReportedIfItsNameHasAMeaningForKeycloak(String name) {
            Usable mapped = byDefault("{\"%s\": \"x\"}".formatted(name));

            assertThat(mapped.attributes()).isEmpty();
            assertThat(reported(mapped)).containsExactly(name);
            assertThat(mapped.username()).isEqualTo("typed name");
            assertThat(mapped.enabled()).isTrue();
        }

        @Test
        void isReportedIfSuchANameComesFromItsMembers() {
            Usable mapped = byDefault("{\"kc\": {\"org\": \"acme\"}}");

            assertThat(mapped.attributes()).isEmpty();
            assertThat(reported(mapped)).containsExactly("kc.org");
        }

        @Test
        void isReportedIfTheRealmSaysSo() {
            Usable mapped = new Mapping()
                    .reportingTheRest()
                    .of("{\"nickname\": \"ada\", \"plan\": \"gold\", \"meta\": {\"a\": 1}, \"password\": \"x\"}");

            assertThat(mapped.attributes()).containsOnly(entry("nickname", List.of("ada")));
            assertThat(reported(mapped)).containsExactly("plan", "meta.a");
        }
    }

    @Nested
    class ARule {

        @Test
        void makesAnAttributeOfAFieldWhereverItIs() {
            Usable mapped = new Mapping()
                    .attribute("user_metadata.plan", "plan")
                    .attribute("https://example.org/colour", "colour")
                    .attribute("phone", "mobile")
                    .of(
                            """
                            {"user_metadata": {"plan": "gold", "seats": 5}, "https://example.org/colour": "red",
                             "phone": "+441234567"}
                            """);

            assertThat(mapped.attributes())
                    .containsOnly(
                            entry("plan", List.of("gold")),
                            entry("user_metadata.seats", List.of("5")),
                            entry("colour", List.of("red")),
                            entry("mobile", List.of("+441234567")));
        }

        @Test
        void setsFieldsOfTheUserBeforeTheDefaultDoes() {
            Usable mapped = new Mapping()
                    .attribute("mail", "email")
                    .attribute("login", "username")
                    .attribute("confirmed", "emailVerified")
                    .attribute("vorname", "firstName")
                    .attribute("nachname", "lastName")
                    .attribute("state", "enabled")
                    .attribute("language", "locale")
                    .of(
                            """
                            {"mail": "Ada@Example.org", "email": "old@example.org", "login": "Ada", "confirmed": "yes",
                             "vorname": "Ada", "nachname": "Lovelace", "state": "suspended", "language": "de"}
                            """);

            assertThat(mapped.email()).isEqualTo("ada@example.org");
            assertThat(mapped.username()).isEqualTo("ada");
            assertThat(mapped.emailVerified()).isTrue();
            assertThat(mapped.firstName()).isEqualTo("Ada");
            assertThat(mapped.lastName()).isEqualTo("Lovelace");
            assertThat(mapped.enabled()).isFalse();
            assertThat(mapped.attributes()).containsOnly(entry("locale", List.of("de")));
            assertThat(reported(mapped)).containsExactly("email");
        }

        @Test
        void keepsTheDefaultForUsersWhoDoNotHaveItsField() {
            Usable mapped = new Mapping().attribute("mail", "email").of("{\"email\": \"ada@example.org\"}");

            assertThat(mapped.email()).isEqualTo("ada@example.org");
            assertThat(mapped.notApplied()).isEmpty();
        }

        @Test
        void doesNotMakeAnInvalidAddressValid() {
            assertThat(new Mapping().attribute("mail", "email").tried("{\"mail\": \"not an address\"}"))
                    .isInstanceOf(Unusable.class);
        }

        @Test
        void dropsAFieldWithoutAWord() {
            Usable mapped = new Mapping()
                    .attribute("token", "-")
                    .attribute("user_metadata", "-")
                    .attribute("email", "-")
                    .of("{\"token\": \"x\", \"user_metadata\": {\"plan\": \"gold\"}, \"email\": \"ada@example.org\"}");

            assertThat(mapped.attributes()).isEmpty();
            assertThat(mapped.email()).isNull();
            assertThat(mapped.notApplied()).isEmpty();
        }

        @Test
        void forAMemberGoesBeforeOneForItsObject() {
            Usable mapped = new Mapping()
                    .attribute("user_metadata", "meta")
                    .attribute("user_metadata.plan", "plan")
                    .of("{\"user_metadata\": {\"plan\": \"gold\", \"seats\": 5, \"a\": {\"b\": 1}}}");

            assertThat(mapped.attributes())
                    .containsOnly(
                            entry("plan", List.of("gold")),
                            entry("meta.seats", List.of("5")),
                            entry("meta.a.b", List.of("1")));
        }

        @Test
        void addsToWhatAnotherRuleHasMadeOfTheSameAttribute() {
            Usable mapped = new Mapping()
                    .attribute("mobile", "phones")
                    .attribute("landline", "phones")
                    .of("{\"landline\": [\"2\", \"1\"], \"mobile\": \"1\"}");

            assertThat(mapped.attributes()).containsOnly(entry("phones", List.of("1", "2")));
        }

        @Test
        void leavesTheFieldsOfTheDefaultAsTheyAreIfItSetsTheirAttribute() {
            Usable mapped = new Mapping()
                    .attribute("mobile", "phoneNumber")
                    .of("{\"mobile\": \"1\", \"phone\": \"2\", \"phoneNumber\": \"3\"}");

            assertThat(mapped.attributes())
                    .containsOnly(entry("phoneNumber", List.of("1")), entry("phone", List.of("2")));
            assertThat(reported(mapped)).containsExactly("phoneNumber");
        }

        @Test
        void isReportedWhereItWouldSetAFieldTwiceOrToWhatIsNoText() {
            Usable mapped = new Mapping()
                    .attribute("login", "username")
                    .attribute("alias", "username")
                    .attribute("name", "firstName")
                    .of("{\"login\": \"ada\", \"alias\": \"countess\", \"name\": {\"first\": \"Ada\"}}");

            assertThat(mapped.username()).isEqualTo("ada");
            assertThat(mapped.firstName()).isNull();
            assertThat(reported(mapped)).containsExactly("alias", "name");
        }

        @Test
        void mayKeepTheLegacyIdAsAnAttribute() {
            assertThat(new Mapping()
                            .attribute("id", "legacyId")
                            .of("{\"id\": 7}")
                            .attributes())
                    .containsOnly(entry("legacyId", List.of("7")));
        }

        @Test
        void mayKeepWhoTheUserIsToSamlApplications() {
            assertThat(new Mapping()
                            .attribute("nameId", "saml.persistent.name.id.for.app")
                            .of("{\"nameId\": \"G-1\"}")
                            .attributes())
                    .containsOnly(entry("saml.persistent.name.id.for.app", List.of("G-1")));
        }

        @Test
        void maySendRolesSomewhereElse() {
            Usable mapped = new Mapping().attribute("roles", "legacyRoles").of("{\"roles\": [\"a\", \"b\"]}");

            assertThat(mapped.attributes()).containsOnly(entry("legacyRoles", List.of("a", "b")));
            assertThat(mapped.belongings()).isEqualTo(Belongings.NONE);
        }
    }

    @Test
    void aConstantIsWhatEveryUserHasWhateverHisProfileSays() {
        Mapping mapping = new Mapping().constant("origin", "legacy").constant("locale", "de");

        assertThat(mapping.of("{}").attributes())
                .containsOnly(entry("origin", List.of("legacy")), entry("locale", List.of("de")));
        assertThat(mapping.of("{\"locale\": \"en\", \"origin\": \"x\"}").attributes())
                .containsOnly(entry("origin", List.of("legacy")), entry("locale", List.of("de")));
    }

    @Nested
    class ASecret {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "password",
                    "Password",
                    "passwd",
                    "pwd",
                    "password_hash",
                    "passwordHash",
                    "PasswordHASH",
                    "userpassword",
                    "encrypted_password",
                    "hash",
                    "salt",
                    "passwordSalt",
                    "bcrypt_hash"
                })
        void ofThePasswordIsLeftOutWithoutAWordSinceEveryUserHasOne(String name) {
            Usable mapped = byDefault(
                    "{\"%s\": \"5f4dcc3b5aa765d61d8327deb882cf99\", \"meta\": {\"%s\": \"x\"}}".formatted(name, name));

            assertThat(mapped.attributes()).isEmpty();
            assertThat(mapped.notApplied()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "secret",
                    "token",
                    "accessToken",
                    "refresh_token",
                    "accesstoken",
                    "client_secret",
                    "apiKey",
                    "api_key",
                    "private_key",
                    "pin",
                    "session_cookie",
                    "security_answer",
                    "two_factor_secret"
                })
        void ofAnotherKindIsReportedByItsName(String name) {
            Usable mapped = byDefault("{\"%s\": \"12345\", \"meta\": {\"%s\": {\"a\": 1}}}".formatted(name, name));

            assertThat(mapped.attributes()).isEmpty();
            assertThat(reported(mapped)).containsExactly(name, "meta." + name);
            assertThat(mapped.notApplied()).allSatisfy(notApplied -> assertThat(notApplied.reason())
                    .contains("looks like a secret")
                    .doesNotContain("12345"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "$2b$10$abcdefghijklmnopqrstuvwxyz",
                    "$2y$10$abcdefghijklmnopqrstuvwxyz",
                    "$1$salt$abcdefghijk",
                    "$6$rounds=5000$salt$abcdefgh",
                    "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA",
                    "$P$B12345678abcdefghijklmnopqrstu",
                    "$pbkdf2-sha256$29000$abc$def",
                    "{SSHA}abcdefgh",
                    "{bcrypt}$2a$10$abc",
                    "{PBKDF2-SHA256}abc",
                    "pbkdf2_sha256$260000$salt$hash",
                    "bcrypt_sha256$$2b$12$abc",
                    "argon2$argon2id$v=19$m=1",
                    "sha1$salt$hash",
                    "pbkdf2:sha256:260000$salt$hash",
                    "scrypt:32768:8:1$salt$hash",
                    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                    "-----BEGIN RSA PRIVATE KEY-----"
                })
        void isKnownByItsValueToo(String value) {
            Usable mapped = byDefault("{\"x\": \"%s\", \"list\": [\"%s\"], \"objects\": [{\"a\": {\"b\": \"%s\"}}]}"
                    .formatted(value, value, value));

            assertThat(mapped.attributes()).isEmpty();
            assertThat(reported(mapped)).containsExactly("x", "list", "objects");
            assertThat(mapped.notApplied().toString()).doesNotContain(value);
        }

        @Test
        void inAListOfObjectsKeepsTheWholeListOut() {
            Usable mapped = byDefault("{\"devices\": [{\"name\": \"phone\", \"password\": \"hunter2\"}]}");

            assertThat(mapped.attributes()).isEmpty();
            assertThat(reported(mapped)).containsExactly("devices");
        }

        @Test
        void isAnAttributeOnlyIfARuleNamesItsField() {
            Usable mapped = new Mapping()
                    .attribute("pin", "doorCode")
                    .attribute("meta", "data")
                    .of("{\"pin\": 1234, \"meta\": {\"plan\": \"gold\", \"token\": \"x\"}}");

            assertThat(mapped.attributes())
                    .containsOnly(entry("doorCode", List.of("1234")), entry("data.plan", List.of("gold")));
            assertThat(reported(mapped)).containsExactly("meta.token");
        }

        @ParameterizedTest
        @CsvSource({
            "has_password, true",
            "password_changed_at, '\"2024-01-01T10:00:00.000Z\"'",
            "tokenExpiresOn, '\"2024-01-01\"'",
            "secretary, '\"Grace\"'",
            "hashtag, '\"#keycloak\"'",
            "passport_country, '\"GB\"'",
            "spinning, '\"yes\"'",
            "price, '\"$5\"'",
            "template, '\"{name} of {city}\"'"
        })
        void isNothingThatOnlySoundsLikeOne(String name, String value) {
            Usable mapped = byDefault("{\"%s\": %s}".formatted(name, value));

            assertThat(mapped.attributes()).containsOnlyKeys(name);
            assertThat(mapped.notApplied()).isEmpty();
        }
    }

    @Nested
    class AUserWhoMakesHisProfileAsLargeAsHeCan {

        /** As deep as the parser of JSON allows. */
        private static final int DEPTH = 998;

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":", "["})
        void mayNestItAsDeepAsHeLikes(String opening) throws InterruptedException {
            String closing = opening.equals("[") ? "]" : "}";
            String json = "{\"user_metadata\": " + opening.repeat(DEPTH) + "1" + closing.repeat(DEPTH) + "}";
            AtomicReference<Usable> mapped = new AtomicReference<>();

            // Half of what a thread of a server has.
            Thread thread = new Thread(null, () -> mapped.set(byDefault(json)), "small stack", 512 * 1024);
            thread.start();
            thread.join();

            assertThat(mapped.get().attributes().size()
                            + mapped.get().notApplied().size())
                    .isEqualTo(1);
        }

        @Test
        void hasAThousandAttributesAndIsToldOfOnce() {
            String members = IntStream.range(0, 5000)
                    .mapToObj(i -> "\"f%d\": 1".formatted(i))
                    .collect(Collectors.joining(","));

            Usable mapped = new Mapping()
                    .attribute("plan", "plan")
                    .of("{\"user_metadata\": {%s}, \"plan\": \"gold\"}".formatted(members));

            assertThat(mapped.attributes()).hasSize(1000).containsKey("plan");
            assertThat(reported(mapped)).containsExactly("user_metadata.f999");
        }
    }

    @Test
    void aDateAsOfTheOpenIdConnectClaimIsInSeconds() {
        assertThat(byDefault("{\"updated_at\": \"2024-05-01T12:00:00Z\"}").attributes())
                .containsOnly(entry("updatedAt", List.of("1714564800")));
        assertThat(byDefault("{\"updated_at\": 1714564800}").attributes())
                .containsOnly(entry("updatedAt", List.of("1714564800")));
    }

    @Test
    void whatIsNotAppliedFitsIntoALogLine() {
        NotApplied notApplied = new NotApplied("a\nb", "role x\u0000\r\ny" + "z".repeat(2000));

        assertThat(notApplied.toString()).startsWith("a?b: role x???yz").hasSize(3 + 2 + 1000);
    }
}
