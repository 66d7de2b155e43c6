package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.utils.Base32;
import org.keycloak.models.utils.HmacOTP;
import org.keycloak.models.utils.TimeBasedOTP;
import org.keycloak.representations.idm.CredentialRepresentation;

/** The realm's own policy is Keycloak's default: SHA-1, six digits, 30 seconds. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class SecondFactorIT {

    private static final String SECRET = "NBSWY3DPEB3W64TMMQQGC3TEEBSGK3TF";

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final ServerLog.Mark mark;

    SecondFactorIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mark = server.log().mark();
    }

    private LegacyAccount add(String username, String totp) {
        LegacyAccount account = LegacyAccount.named(username).withDetails("{\"totp\": " + totp + "}");
        legacy.addUser(account);
        return account;
    }

    private static String code(byte[] secret, String algorithm, int digits, int period) {
        return new TimeBasedOTP(algorithm, digits, period, 1).generateTOTP(secret);
    }

    private static String code(byte[] secret) {
        return code(secret, HmacOTP.HMAC_SHA1, 6, 30);
    }

    /** Any other code than the right one. */
    private static String wrong(String code) {
        return (code.charAt(0) == '0' ? '1' : '0') + code.substring(1);
    }

    private static void giveCode(LoginPage login, String code) {
        login.browser().submit("#kc-otp-login-form", Map.of("otp", code));
    }

    private List<CredentialRepresentation> credentials(String username) {
        return realm.admin()
                .users()
                .get(realm.user(username).orElseThrow().getId())
                .credentials();
    }

    @Test
    void theCodeIsAskedForInTheVeryFirstLoginInTheBrowserAndAWrongOneRefused() {
        LegacyAccount ada = add("ada", "\"" + SECRET + "\"");

        LoginPage login = realm.openLogin().signIn("ada", ada.password());
        assertThat(login.isSignedIn()).isFalse();
        assertThat(login.browser().shows("#kc-otp-login-form"))
                .as(login.browser().text())
                .isTrue();

        String code = code(Base32.decode(SECRET));
        giveCode(login, wrong(code));
        assertThat(login.errorText()).isEqualTo("Invalid authenticator code.");

        giveCode(login, code);
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @Test
    void theDirectGrantWantsTheCodeInTheVeryFirstLogin() {
        LegacyAccount grace = add("grace", "\"" + SECRET + "\"");
        String code = code(Base32.decode(SECRET));

        Answer without = realm.app().directGrant("grace", grace.password());
        assertThat(without.error()).isEqualTo("invalid_grant");
        assertThat(without.errorDescription()).isEqualTo("Invalid user credentials");
        assertThat(realm.app()
                        .directGrant("grace", grace.password(), wrong(code))
                        .error())
                .isEqualTo("invalid_grant");

        Answer with = realm.app().directGrant("grace", grace.password(), code);
        assertThat(with.status()).as(with.body().toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"SHA256, 8, 60", "SHA512, 6, 45", "SHA1, 8, 30"})
    void theFactorKeepsItsOwnDigitsPeriodAndAlgorithmWhateverTheRealmsPolicySays(
            String algorithm, int digits, int period) {
        String username = "mary-" + algorithm.toLowerCase();
        LegacyAccount mary = add(
                username,
                """
                {"secret": "%s", "algorithm": "%s", "digits": %d, "period": %d}"""
                        .formatted(SECRET, algorithm, digits, period));
        byte[] secret = Base32.decode(SECRET);
        // The password alone imports the user and his factor; the page is the same for all of them.
        LoginPage login = realm.openLogin().signIn(username, mary.password());

        giveCode(login, code(secret));
        assertThat(login.isSignedIn()).as("with a code by the realm's policy").isFalse();

        giveCode(login, code(secret, "Hmac" + algorithm, digits, period));
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"joan, raw, a legacy secret of 24 b", "katherine, hex, 48656c6c6f21deadbeef48656c6c6f21deadbeef"})
    void aSecretInHexOrPlainTextWorksToo(String username, String encoding, String secret) {
        LegacyAccount account =
                add(username, """
                {"secret": "%s", "encoding": "%s"}""".formatted(secret, encoding));
        byte[] bytes =
                encoding.equals("hex") ? HexFormat.of().parseHex(secret) : secret.getBytes(StandardCharsets.UTF_8);

        assertThat(realm.app()
                        .directGrant(username, account.password(), code(bytes))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void twoFactorsOfOneNameAreBothThere() {
        LegacyAccount dorothy = add(
                "dorothy",
                """
                [{"secret": "%s", "label": "Phone"}, {"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "label": "phone"}]"""
                        .formatted(SECRET));

        realm.app().directGrant("dorothy", dorothy.password());

        assertThat(credentials("dorothy"))
                .filteredOn(credential -> credential.getType().equals("otp"))
                .extracting(CredentialRepresentation::getUserLabel)
                .containsExactly("Phone", "phone (2)");
        assertThat(server.log().linesSince(mark, "notApplied=")).isEmpty();
    }

    @Test
    void aUserWithoutASecondFactorIsNotAskedForOne() {
        LegacyAccount annie = LegacyAccount.named("annie");
        legacy.addUser(annie);

        assertThat(realm.openLogin().signIn("annie", annie.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void requiredActionsOfTheRealmAreAskedForInTheFirstLoginAndOthersAreReported() {
        LegacyAccount radia = LegacyAccount.named("radia")
                .withDetails(
                        """
                {"requiredActions": ["configure_totp", "delete_account", "FLY_TO_THE_MOON"]}""");
        legacy.addUser(radia);

        LoginPage login = realm.openLogin().signIn("radia", radia.password());

        assertThat(login.browser().shows("#kc-totp-settings-form"))
                .as(login.browser().text())
                .isTrue();
        assertThat(NotAppliedLine.of(server, mark, "radia"))
                .contains("requiredActions: the required action delete_account is not there or not enabled")
                .contains("requiredActions: the required action FLY_TO_THE_MOON is not there or not enabled");
    }

    @Test
    void nothingOfTheSecretIsInTheLogInEventsOrInTheAdminApi() {
        String good = "KRUGKIDROVUWG2ZAMJZG653OEBTG66BA";
        String bad = "a secret that is too long ago";
        LegacyAccount frances = LegacyAccount.named("frances")
                .withDetails(
                        """
                {"totp": ["%s", {"secret": "%s", "digits": 7}]}""".formatted(good, bad));
        legacy.addUser(frances);
        realm.app().directGrant("frances", frances.password());
        realm.app().directGrant("frances", frances.password(), code(Base32.decode(good)));

        assertThat(NotAppliedLine.of(server, mark, "frances")).contains("totp");
        assertThat(server.log().since(mark)).doesNotContain(good, bad);
        assertThat(realm.events()).allSatisfy(event -> assertThat(String.valueOf(event.getDetails()))
                .doesNotContain(good, bad));
        assertThat(credentials("frances"))
                .extracting(CredentialRepresentation::getSecretData)
                .containsOnlyNulls();
    }
}
