package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs12FileTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static TestAuthority authority;

    @BeforeAll
    static void makeCertificate() {
        authority = TestAuthority.in(folder).issue("client", "dns:client", "-1d");
    }

    private static byte[] pfx(String algorithm, int rounds) {
        byte[] salt = new byte[20];
        new SecureRandom().nextBytes(salt);
        return authority.pfx(
                "client", new KeyStore.PasswordProtection(PASSWORD, algorithm, new PBEParameterSpec(salt, rounds)));
    }

    @ParameterizedTest
    @CsvSource({
        "PBEWithSHA1AndDESede, 2048",
        "PBEWithSHA1AndRC2_40, 2048",
        "PBEWithHmacSHA256AndAES_256, 10000",
        "PBEWithHmacSHA256AndAES_256, 500000",
    })
    void holdsAKeyAndItsCertificates(String algorithm, int rounds) throws HostException {
        Pkcs12File file = Pkcs12File.read(pfx(algorithm, rounds), PASSWORD);

        assertThat(file.key().getAlgorithm()).isEqualTo("RSA");
        assertThat(file.chain())
                .extracting(certificate -> ((X509Certificate) certificate)
                        .getSubjectX500Principal()
                        .getName())
                .containsExactly("CN=client", "CN=Test CA");
    }

    @Test
    void isNotReadWhenItsKeyTakesTooManyRounds() {
        assertTooMuch(pfx("PBEWithSHA1AndDESede", PartCipher.MOST_ROUNDS));
    }

    @Test
    void isNotReadWhenItsPartsTakeTooManyRoundsTogether() throws IOException {
        assertTooMuch(withCertificates(20, 450_000));
    }

    private static void assertTooMuch(byte[] file) {
        assertThatThrownBy(() -> Pkcs12File.read(file, PASSWORD))
                .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(HostException.Kind.MISUSE))
                .hasMessage("The parts of a pfx are limited to 600000 iterations together");
    }

    @Test
    void mayHaveManyParts() throws HostException, IOException {
        assertThat(Pkcs12File.read(withCertificates(20, 10_000), PASSWORD).chain())
                .hasSize(2);
    }

    /** The encrypted part with the certificates, of 10 000 rounds, as often as that. */
    private static byte[] withCertificates(int times, int roundsOfKey) throws IOException {
        Pfx honest = Pfx.getInstance(pfx("PBEWithHmacSHA256AndAES_256", roundsOfKey));
        ContentInfo[] parts = AuthenticatedSafe.getInstance(
                        ASN1OctetString.getInstance(honest.getAuthSafe().getContent())
                                .getOctets())
                .getContentInfo();
        ContentInfo[] many = new ContentInfo[times + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = parts[Math.min(i, 1)];
        }
        byte[] safe = new AuthenticatedSafe(many).getEncoded();
        return new Pfx(new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(safe)), null).getEncoded();
    }

    @Test
    void isNotReadWhenItIsTooLarge() {
        assertThatThrownBy(() -> Pkcs12File.read(new byte[(64 << 10) + 1], PASSWORD))
                .isInstanceOf(HostException.class)
                .hasMessage("A pfx may have 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 500, 2000})
    void isNotReadWhenItsEndIsMissing(int length) {
        byte[] part = Arrays.copyOf(pfx("PBEWithHmacSHA256AndAES_256", 10_000), length);

        assertThatThrownBy(() -> Pkcs12File.read(part, PASSWORD))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("The pfx can not be read");
    }

    @Test
    void isNotReadWithAnotherPassphrase() {
        assertThatThrownBy(() -> Pkcs12File.read(pfx("PBEWithHmacSHA256AndAES_256", 10_000), "other".toCharArray()))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("The pfx can not be read");
    }
}
