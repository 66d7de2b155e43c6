package dev.lazymigration.migration.profile;

import static dev.lazymigration.migration.profile.Mapping.byDefault;
import static dev.lazymigration.migration.profile.Mapping.reported;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.migration.profile.LegacyCredential.RecoveryCodes;
import dev.lazymigration.migration.profile.LegacyCredential.Stored;
import dev.lazymigration.migration.profile.LegacyCredential.Totp;
import dev.lazymigration.migration.profile.MappedProfile.Usable;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.utils.Base32;
import org.keycloak.models.utils.HmacOTP;

class LegacyCredentialsTest {

    private static LegacyCredential only(String json) {
        Usable mapped = byDefault(json);
        assertThat(mapped.notApplied()).isEmpty();
        assertThat(mapped.attributes()).isEmpty();
        assertThat(mapped.belongings().credentials()).hasSize(1);
        return mapped.belongings().credentials().get(0);
    }

    private static Totp totp(String json) {
        return (Totp) only(json);
    }

    @Nested
    class ATotp {

        /** The secret of RFC 6238, appendix B: the ASCII text 12345678901234567890. */
        private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
                    "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
                    "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
                    "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ",
                    "3132333435363738393031323334353637383930",
                    "12345678901234567890",
                    "otpauth://totp/Legacy:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Legacy"
                })
        void isReadHoweverItsSecretIsWritten(String secret) {
            // Digits alone are hexadecimal before they are anything else.
            String json = secret.equals("12345678901234567890")
                    ? "{\"totp\": {\"secret\": \"%s\", \"encoding\": \"raw\"}}"
                    : "{\"totp\": \"%s\"}";

            Totp totp = totp(json.formatted(secret));

            assertThat(totp.secret()).isEqualTo(BASE32);
            // 59 seconds after 1970, in the second step of 30.
            assertThat(new HmacOTP(8, totp.algorithm(), 0).generateHOTP(Base32.decode(totp.secret()), 1))
                    .isEqualTo("94287082");
        }

        @ParameterizedTest
        @CsvSource({
            // Base32 has no padding in Keycloak's own encoding.
            "MZXW6YQ=, MZXW6YQ",
            "JBSWY3DPEHPK3PXP, JBSWY3DPEHPK3PXP",
            // Not a length that whole bytes have in Base32, so hexadecimal.
            "abcdef, VPG66",
            // Upper and lower case are mixed: neither Base32 nor hexadecimal, so the bytes of the text.
            "aBcDeFgHiJkLmNoP, MFBGGRDFIZTUQ2KKNNGG2TTPKA",
            "not-base32!, NZXXILLCMFZWKMZSEE"
        })
        void ofWhichNothingSaysHowItIsWrittenIsBase32ThenHexadecimalThenRaw(String secret, String base32) {
            assertThat(totp("{\"otp\": \"%s\"}".formatted(secret)).secret()).isEqualTo(base32);
        }

        @ParameterizedTest
        @CsvSource({"base32, ABCDEF23, ABCDEF23", "HEX, ABCDEF23, VPG66IY", "raw, ABCDEF23, IFBEGRCFIYZDG"})
        void isReadInTheEncodingThatItStates(String encoding, String secret, String base32) {
            assertThat(totp("{\"totp\": {\"secret\": \"%s\", \"encoding\": \"%s\"}}".formatted(secret, encoding))
                            .secret())
                    .isEqualTo(base32);
        }

        @Test
        void hasTheParametersThatTheProfileStates() {
            assertThat(
                            totp(
                                    """
                                    {"totp": {"secret": "JBSWY3DPEHPK3PXP", "digits": 8, "period": "60",
                                      "algorithm": "sha-256", "label": "phone"}}
                                    """))
                    .isEqualTo(new Totp("totp", "JBSWY3DPEHPK3PXP", 8, 60, "HmacSHA256", "phone"));
            assertThat(totp("{\"mfa_factors\": [{\"totp\": {\"secret\": \"JBSWY3DPEHPK3PXP\"}}]}"))
                    .isEqualTo(new Totp("mfa_factors[0]", "JBSWY3DPEHPK3PXP", 6, 30, "HmacSHA1", null));
            assertThat(
                            totp(
                                    """
                                    {"otp": "otpauth://totp/Acme%20Co:ada?secret=JBSWY3DPEHPK3PXP&digits=8&period=60&algorithm=SHA512"}
                                    """))
                    .isEqualTo(new Totp("otp", "JBSWY3DPEHPK3PXP", 8, 60, "HmacSHA512", "Acme Co:ada"));
        }

        @Test
        void mayBeOneOfSeveral() {
            Usable mapped = byDefault(
                    "{\"totp\": [\"JBSWY3DPEHPK3PXP\", {\"secret\": \"GEZDGNBVGY3TQOJQ\", \"label\": \"tablet\"}]}");

            assertThat(mapped.belongings().credentials())
                    .extracting(LegacyCredential::field)
                    .containsExactly("totp[0]", "totp[1]");
        }

        @ParameterizedTest
        @CsvSource({
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"digits\": 7}', digits",
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"digits\": \"six\"}', digits",
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"period\": 0}', period",
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"period\": 3601}', period",
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"algorithm\": \"MD5\"}', algorithm",
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"encoding\": \"base64\"}', encoding",
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"encoding\": \"hex\"}', encoding",
            "'{\"secret\": \"ABC\", \"encoding\": \"base32\"}', encoding",
            "'{\"secret\": \"JBSWY3DPEHPK3PXP\", \"type\": \"hotp\"}', HOTP",
            "'{\"digits\": 6}', no secret",
            "true, no secret",
            "'\"otpauth://hotp/ada?secret=JBSWY3DPEHPK3PXP&counter=1\"', HOTP",
            "'\"otpauth://totp/ada\"', no secret",
            "'\"otpauth://totp/a b\"', otpauth"
        })
        void thatKeycloakCannotCheckIsReportedWithoutItsSecret(String value, String reason) {
            Usable mapped = byDefault("{\"totp\": %s}".formatted(value));

            assertThat(mapped.belongings().credentials()).isEmpty();
            assertThat(reported(mapped)).containsExactly("totp");
            assertThat(mapped.notApplied().get(0).reason()).contains(reason).doesNotContain("JBSWY3DPEHPK3PXP");
        }

        @Test
        void thatIsNotThereIsNothing() {
            assertThat(byDefault("{\"totp\": false, \"otp\": null}").notApplied())
                    .isEmpty();
        }

        @Test
        void isNeverShown() {
            assertThat(byDefault("{\"totp\": \"JBSWY3DPEHPK3PXP\"}").toString()).doesNotContain("JBSWY3DPEHPK3PXP");
        }
    }

    @Nested
    class RecoveryCodesOfALegacySystem {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"recoveryCodes\": [\"aaa\", \"bbb\"]}",
                    "{\"recovery_codes\": \"aaa bbb\"}",
                    "{\"backupCodes\": \"aaa,bbb\"}",
                    "{\"backup_codes\": \"aaa\\nbbb\"}"
                })
        void areReadAsAListOrAsText(String json) {
            assertThat(((RecoveryCodes) only(json)).codes()).containsExactly("aaa", "bbb");
        }

        @Test
        void areReportedIfTheyAreHashedOrNone() {
            Usable mapped = byDefault(
                    """
                    {"recoveryCodes": ["$2b$10$abcdefghijklmnopqrstuv"], "backupCodes": [{"code": "aaa"}], "backup_codes": {"a": 1}}
                    """);

            assertThat(mapped.belongings().credentials()).isEmpty();
            assertThat(reported(mapped)).containsExactly("recoveryCodes", "backupCodes", "backup_codes");
            assertThat(mapped.notApplied().toString()).doesNotContain("aaa", "$2b");
        }
    }

    @Nested
    class ACredentialInKeycloaksOwnWords {

        @Test
        void isTakenAsItIs() {
            assertThat(
                            only(
                                    """
                            {"credentials": [{"type": "webauthn", "userLabel": "key", "secretData": "{}",
                              "credentialData": "{\\"aaguid\\":\\"x\\"}"}]}
                            """))
                    .isEqualTo(new Stored("credentials[0]", "webauthn", "key", "{}", "{\"aaguid\":\"x\"}"));
            assertThat(only("{\"credentials\": {\"type\": \"webauthn\", \"credentialData\": {\"aaguid\": \"x\"}}}"))
                    .isEqualTo(new Stored("credentials", "webauthn", null, "{}", "{\"aaguid\":\"x\"}"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"type\": \"password\", \"secretData\": \"{}\", \"credentialData\": \"{}\"}",
                    "{\"type\": \"password\", \"value\": \"hunter2\"}",
                    "{\"type\": \"webauthn\", \"secretData\": \"{}\"}",
                    "{\"type\": \"webauthn\", \"secretData\": \"hunter2\", \"credentialData\": \"{}\"}",
                    "{\"type\": \"webauthn\", \"secretData\": \"[]\", \"credentialData\": \"{}\"}",
                    "{\"secretData\": \"{}\", \"credentialData\": \"{}\"}",
                    "\"hunter2\""
                })
        void isReportedIfItIsAPasswordOrNoCredential(String credential) {
            Usable mapped = byDefault("{\"credentials\": [%s]}".formatted(credential));

            assertThat(mapped.belongings().credentials()).isEmpty();
            assertThat(reported(mapped)).containsExactly("credentials[0]");
            assertThat(mapped.notApplied().toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void aSecondFactorOfWhichOnlyTheNameIsKnownIsReported() {
        assertThat(byDefault("{\"multifactor\": [\"guardian\"]}").notApplied())
                .containsExactly(new NotApplied(
                        "multifactor", "he has a second factor, and the profile does not say its secret"));
        assertThat(byDefault("{\"multifactor\": []}").notApplied()).isEmpty();
    }

    @Test
    void secondFactorsOfWhichNothingCanBeReadAreReported() {
        assertThat(reported(byDefault("{\"mfa_factors\": [\"sms\", {\"phone\": {\"value\": \"+44\"}}]}")))
                .isEqualTo(List.of("mfa_factors[0]", "mfa_factors[1]"));
    }
}
