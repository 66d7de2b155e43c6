package dev.lazymigration.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.HostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Hashes that are damaged, hostile or unknown. Those that are right are in the tests of docs/password-hashes.md. */
@Timeout(60)
class ForeignHashTest {

    private static final String BCRYPT = "$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6";
    private static final String ARGON2_END = "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private static ForeignHash readable(StoredPassword stored) {
        return ForeignHash.read(stored).fold(hash -> hash, reason -> {
            throw new AssertionError(reason);
        });
    }

    private static String reason(StoredPassword stored) {
        return ForeignHash.read(stored).fold(hash -> "readable", reason -> reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "8743b52063cd84097a65d1633f5c74f5",
                "$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF",
                "$2x$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6",
                "$2a$03$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ",
                "$argon2id$v=19$m=65536,t=2,p=1,data=c29t" + ARGON2_END,
                "$argon2id$v=18$m=65536,t=2,p=1" + ARGON2_END,
                "$argon2id$v=19$m=65536,t=0,p=1" + ARGON2_END,
                "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$",
                "$pbkdf2-md5$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44",
                "$scrypt$ln=16,r=8$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
                "$s0$zzzz$dfKRFZiEStuBQm+DKQr5NQ==$9qd8nBxPSsCqcSFxMPGaqofJfeQwgMkiQAIhO7gzm34=",
                "$P$984478476IagS59wHZvyQMArzfx58u",
                "$1$28772684",
                "$6$52450745$k5ka2p8bFuSmoVT1tzOyyuaREkkKBcCN",
                "{SSHA}!!!",
                "{SSHA}c2hvcnQ=",
                "{UNKNOWN}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s=",
                "sha1$seasalt",
                "sha1$seasalt$cff36ea83f5706ce9aa7454e63e431fc726b2d",
                "pbkdf2_sha256$many$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
                "pbkdf2_sha256$0$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
                "pbkdf2:unheard-of:1000$salt$3e371872",
                "scrypt:1000:8:1$seasalt$423dfef4",
            })
    void whatIsNoHashIsRefusedWithAReasonThatHoldsNothingOfIt(String text) {
        assertThat(reason(StoredPassword.of(text)))
                .isNotEqualTo("readable")
                .isNotBlank()
                .satisfies(reason -> {
                    if (text.length() > 20) {
                        assertThat(reason).doesNotContain(text.substring(text.length() - 10));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$31$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6",
                "$argon2id$v=19$m=999999999,t=2,p=1" + ARGON2_END,
                "$argon2id$v=19$m=65536,t=999999999,p=1" + ARGON2_END,
                "$argon2id$v=19$m=65536,t=2,p=999999999" + ARGON2_END,
                "$pbkdf2-sha256$999999999$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44",
                "$scrypt$ln=30,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
                "$scrypt$ln=99,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
                "$scrypt$ln=16,r=999999999,p=999999999$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
                "$P$z84478476IagS59wHZvyQMArzfx58u.",
                "$6$rounds=999999999$52450745$k5ka2p8bFuSmoVT1tzOyyuaREkkKBcCNqoDKzYiJL9RaE8yMnPgh2XzzF0NDrUhgrcLwg78xs1w5pJiypEdFX/",
                "pbkdf2_sha256$2147483647$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=",
            })
    void aCostThatWouldTakeTooLongIsRefusedWhenItIsRead(String text) {
        assertThat(reason(StoredPassword.of(text))).containsAnyOf("limit", "Invalid argon2 parameters");
    }

    @Test
    void aHashOfBytesIsNoLongerThanOneOfThem() {
        String tooLong = "00".repeat(100_000);

        assertThat(reason(new StoredPassword(tooLong, "pbkdf2-sha256", "salt", Map.of("iterations", "1"))))
                .isEqualTo("A hash has between 1 and 1024 bytes");
    }

    /** RFC 6070, its second value. */
    @ParameterizedTest
    @CsvSource({
        "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957, salt, text",
        "EA6C014DC72D6F8CCD1ED92ACE1D41F0D8DE8957, 73616c74, hex",
        "6mwBTcctb4zNHtkqzh1B8NjeiVc=, c2FsdA==, base64",
    })
    void saltAndHashMayBeInHexadecimalOrInBase64(String hash, String salt, String encoding) throws HostException {
        Map<String, String> twice = Map.of("iterations", "2", "saltEncoding", encoding);

        assertThat(readable(new StoredPassword(hash, "pbkdf2-sha1", salt, twice))
                        .matches("password"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, The scheme is none of",
        "pbkdf2-sha256, The scheme takes the parameter iterations",
        "scrypt, The scheme takes the parameter N",
        "firebase-scrypt, The scheme takes the parameter memCost",
        "aspnet-identity, Not a hash of ASP.NET Identity",
        "sha1, A hash of sha1 has 20 bytes",
    })
    void aSchemeThatIsNamedHasToFit(String scheme, String reason) {
        assertThat(reason(new StoredPassword("8743b52063cd84097a65d1633f5c74f5", scheme, "salt", Map.of())))
                .startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "saltEncoding, binary, 'The saltEncoding is none of text, hex and base64'",
        "saltEncoding, hex, The salt is not hexadecimal",
        "saltPosition, within, The position of the salt is neither before nor after the password",
    })
    void aParameterThatIsWrongIsNamed(String parameter, String value, String reason) {
        assertThat(reason(new StoredPassword(
                        "8743b52063cd84097a65d1633f5c74f5", "md5", "salt", Map.of(parameter, value))))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ==", "AQAAAAkAACcQAAAAEAAA", "AQAAAAEAACcQ/////w==", "AQAAAAEAACcQf////w==", "Ag=="})
    void aDamagedHashOfAspNetIsRefused(String text) {
        assertThat(reason(new StoredPassword(text, "aspnet-identity", null, Map.of())))
                .isEqualTo("Not a hash of ASP.NET Identity");
    }

    @Test
    void aPasswordOfThousandsOfBytesIsNeverTheRightOne() throws HostException {
        assertThat(readable(StoredPassword.of(BCRYPT)).matches("hashcat" + "x".repeat(5000)))
                .isFalse();
    }

    @Test
    void nothingShowsTheHash() {
        StoredPassword stored = StoredPassword.of(BCRYPT);

        assertThat(stored.toString()).doesNotContain("Lhay");
        assertThat(ForeignHash.read(stored).toString()).doesNotContain("Lhay");
    }

    @Test
    void pbkdf2WithoutASaltOrWithADigestThatKeycloakLacksIsOurs() {
        Map<String, String> once = Map.of("iterations", "1");
        String hash = "00".repeat(32);

        assertThat(algorithm(new StoredPassword(hash, "pbkdf2-sha256", "salt", once)))
                .isEqualTo("pbkdf2-sha256");
        assertThat(algorithm(new StoredPassword(hash, "pbkdf2-sha256", null, once)))
                .isEqualTo("lazy-migration-pbkdf2");
        assertThat(algorithm(new StoredPassword(hash, "pbkdf2-sha384", "salt", once)))
                .isEqualTo("lazy-migration-pbkdf2");
    }

    private static String algorithm(StoredPassword stored) {
        return readable(stored).credential().getPasswordCredentialData().getAlgorithm();
    }

    @Test
    void argon2BecomesACredentialOfKeycloaksOwn() {
        PasswordCredentialModel credential =
                readable(StoredPassword.of("$argon2i$m=8,t=2,p=2" + ARGON2_END)).credential();

        assertThat(credential.getCredentialData())
                .contains("\"argon2\"", "\"hashIterations\":2", "\"version\":[\"1.0\"]", "\"type\":[\"i\"]")
                .contains("\"memory\":[\"16\"]", "\"parallelism\":[\"2\"]", "\"hashLength\":[\"32\"]");
        assertThat(credential.getPasswordSecretData().getSalt())
                .isEqualTo("somesalt".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theAlgorithmsMakeNoHashes() {
        PasswordHashProvider bcrypt = new BcryptHashProviderFactory().create(null);

        assertThatThrownBy(() -> bcrypt.encodedCredential("a password", 5))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Choose another one in the password policy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"algorithm\":\"x\"}; {\"value\":\"" + BCRYPT + "\"}; The credential has no preparation",
                "{\"algorithm\":\"x\",\"algorithmData\":{\"preparation\":[\"odd\"]}}; {\"value\":\"" + BCRYPT
                        + "\"}; The preparation is unknown",
                "{\"algorithm\":\"x\",\"algorithmData\":{\"preparation\":[\"none\"]}}; {\"value\":\"secret\"}; "
                        + "Not a bcrypt hash of the versions 2a, 2b and 2y",
                "{\"algorithm\":\"x\"}; {}; The credential has no credentialData or no secretData with a value",
                "{\"algorithm\":\"x\"}; ; The credential has no credentialData or no secretData with a value",
            })
    void aDamagedCredentialMatchesNothingAndSaysWhy(String credentialData, String secretData, String reason) {
        CredentialModel model = new CredentialModel();
        model.setCredentialData(credentialData);
        model.setSecretData(secretData);
        PasswordCredentialModel credential = PasswordCredentialModel.createFromCredentialModel(model);
        PasswordHashProvider bcrypt = new BcryptHashProviderFactory().create(null);

        assertThatThrownBy(() -> bcrypt.verify("hashcat", credential)).hasMessage(reason);
    }
}
