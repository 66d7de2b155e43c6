package dev.lazymigration.migration.profile;

import static dev.lazymigration.migration.profile.Mapping.byDefault;
import static dev.lazymigration.migration.profile.Mapping.reported;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.migration.profile.MappedProfile.Usable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalIdentitiesTest {

    private static ExternalIdentity only(Usable mapped) {
        assertThat(mapped.notApplied()).isEmpty();
        assertThat(mapped.attributes()).isEmpty();
        assertThat(mapped.belongings().identities()).hasSize(1);
        return mapped.belongings().identities().get(0);
    }

    @Test
    void areReadInTheWordsOfAuth0() {
        assertThat(
                        only(
                                byDefault(
                                        """
                        {"identities": [{"provider": "google-oauth2", "user_id": "123", "connection": "google-oauth2",
                          "isSocial": true, "access_token": "t", "profileData": {"email": "ada@gmail.com"}}]}
                        """)))
                .isEqualTo(new ExternalIdentity("identities[0]", "google", "123", "ada@gmail.com"));
    }

    @Test
    void areReadInTheWordsOfAuthing() {
        assertThat(
                        only(
                                byDefault(
                                        "{\"identities\": [{\"provider\": \"github\", \"userIdInIdp\": 123, \"userInfoInIdp\": {\"username\": \"ada\"}}]}")))
                .isEqualTo(new ExternalIdentity("identities[0]", "github", "123", "ada"));
    }

    @Test
    void areReadInTheWordsOfKeycloak() {
        assertThat(
                        only(
                                byDefault(
                                        "{\"federatedIdentities\": [{\"identityProvider\": \"corp\", \"userId\": \"123\", \"userName\": \"ada\"}]}")))
                .isEqualTo(new ExternalIdentity("federatedIdentities[0]", "corp", "123", "ada"));
    }

    @ParameterizedTest
    @CsvSource({
        "google-oauth2, x, google",
        "windowslive, x, microsoft",
        "linkedin, x, linkedin-openid-connect",
        "facebook, x, facebook",
        "samlp, company, company",
        "waad, company, company",
        "oidc, company, company",
        "apple, x, apple"
    })
    void haveTheAliasThatKeycloakSuggestsOrThatOfTheirConnection(String provider, String connection, String alias) {
        Usable mapped =
                byDefault("{\"identities\": [{\"provider\": \"%s\", \"connection\": \"%s\", \"user_id\": \"1\"}]}"
                        .formatted(provider, connection));

        assertThat(only(mapped).providerAlias()).isEqualTo(alias);
    }

    @Test
    void haveTheAliasThatARuleGivesTheirConnectionOrProvider() {
        Mapping mapping = new Mapping()
                .identityProvider("google-oauth2", "google-workspace")
                .identityProvider("company", "corp")
                .identityProvider("samlp", "any-saml");

        assertThat(mapping.of(
                                """
                                {"identities": [
                                  {"provider": "google-oauth2", "user_id": "1"},
                                  {"provider": "samlp", "connection": "company", "user_id": "2"},
                                  {"provider": "samlp", "connection": "partner", "user_id": "3"}
                                ]}
                                """)
                        .belongings()
                        .identities())
                .extracting(ExternalIdentity::providerAlias)
                .containsExactly("google-workspace", "corp", "any-saml");
    }

    @Test
    void areDroppedWithoutAWordByARule() {
        Usable mapped = new Mapping()
                .identityProvider("facebook", "-")
                .of("{\"identities\": [{\"provider\": \"facebook\", \"user_id\": \"1\"}]}");

        assertThat(mapped.belongings().identities()).isEmpty();
        assertThat(mapped.notApplied()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"provider\": \"auth0\", \"user_id\": \"60f\", \"connection\": \"Users\", \"isSocial\": false}",
                "{\"provider\": \"custom-database\", \"user_id\": \"7\", \"isSocial\": false}",
                "{\"provider\": \"authing\", \"userIdInIdp\": \"60f\"}"
            })
    void areNoneIfTheyAreTheUserHimselfInTheLegacyDatabase(String identity) {
        Usable mapped = byDefault("{\"identities\": [%s]}".formatted(identity));

        assertThat(mapped.belongings().identities()).isEmpty();
        assertThat(mapped.notApplied()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"provider\": \"google-oauth2\", \"user_id\": \"7\"}",
                "{\"provider\": \"samlp\", \"connection\": \"company\", \"user_id\": \"7\", \"isSocial\": false}",
                "{\"provider\": \"wechat\", \"user_id\": \"7\", \"isSocial\": true}",
                "{\"identityProvider\": \"corp\", \"userId\": \"7\"}"
            })
    void areKeptIfTheirIdHappensToBeTheLegacyId(String identity) {
        assertThat(byDefault("{\"identities\": [%s]}".formatted(identity))
                        .belongings()
                        .identities())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"provider\": \"github\"}", "{\"user_id\": \"1\"}", "\"github\"", "[1]"})
    void areReportedIfTheyCannotBeRead(String identity) {
        Usable mapped = byDefault("{\"identities\": [%s]}".formatted(identity));

        assertThat(mapped.belongings().identities()).isEmpty();
        assertThat(reported(mapped)).containsExactly("identities[0]");
    }
}
