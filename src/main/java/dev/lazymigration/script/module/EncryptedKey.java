package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * A private key in PKCS#8 that is encrypted with a passphrase, by PBES2 with PBKDF2, as OpenSSL writes it.
 *
 * @param der its EncryptedPrivateKeyInfo
 */
record EncryptedKey(byte[] der) {

    private static final Map<ASN1ObjectIdentifier, String> CIPHERS = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, "aes-128-cbc",
            NISTObjectIdentifiers.id_aes192_CBC, "aes-192-cbc",
            NISTObjectIdentifiers.id_aes256_CBC, "aes-256-cbc",
            PKCSObjectIdentifiers.des_EDE3_CBC, "des-ede3-cbc");

    private static final Map<ASN1ObjectIdentifier, String> DIGESTS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, "sha1",
            PKCSObjectIdentifiers.id_hmacWithSHA224, "sha224",
            PKCSObjectIdentifiers.id_hmacWithSHA256, "sha256",
            PKCSObjectIdentifiers.id_hmacWithSHA384, "sha384",
            PKCSObjectIdentifiers.id_hmacWithSHA512, "sha512");

    private static final BigInteger MOST_ITERATIONS = BigInteger.valueOf(Integer.MAX_VALUE);

    /**
     * @param passphrase or null
     * @return PKCS#8
     */
    byte[] decrypt(byte[] passphrase, Deadline deadline) throws HostException {
        if (passphrase == null) {
            throw HostException.misuse("Passphrase required for encrypted key");
        }
        EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(der);
        if (!PKCSObjectIdentifiers.id_PBES2.equals(info.getEncryptionAlgorithm().getAlgorithm())) {
            throw HostException.misuse("Private keys can be encrypted by PBES2 only");
        }
        PBES2Parameters parameters =
                PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        CipherName cipher = CipherName.named(CIPHERS.getOrDefault(scheme.getAlgorithm(), ""));
        byte[] key = key(parameters, cipher.keyBytes(), passphrase, deadline);
        byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
        CipherSession session = CipherSession.open(cipher, false, key, iv);
        return concat(session.update(info.getEncryptedData()), session.last());
    }

    private static byte[] key(PBES2Parameters parameters, int length, byte[] passphrase, Deadline deadline)
            throws HostException {
        if (!PKCSObjectIdentifiers.id_PBKDF2.equals(
                parameters.getKeyDerivationFunc().getAlgorithm())) {
            throw HostException.misuse("Private keys can be encrypted with PBKDF2 only");
        }
        PBKDF2Params derivation =
                PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());
        BigInteger iterations = derivation.getIterationCount();
        if (iterations.signum() <= 0 || iterations.compareTo(MOST_ITERATIONS) > 0) {
            throw AsymmetricKey.unreadable();
        }
        Digest digest = Digest.named(DIGESTS.getOrDefault(derivation.getPrf().getAlgorithm(), ""));
        return new Pbkdf2(digest, iterations.intValue(), length).derive(passphrase, derivation.getSalt(), deadline);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
