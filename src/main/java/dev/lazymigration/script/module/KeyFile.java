package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * A key as files hold it.
 *
 * @param label what PEM calls it
 * @param content its DER
 */
record KeyFile(String label, byte[] content) {

    /** Also of what comes before the key, such as a certificate in words. */
    private static final int MOST_CHARACTERS = 64 << 10;

    private static final String CURVE_BEFORE_THE_KEY = "EC PARAMETERS";

    static KeyFile pem(byte[] data) throws HostException {
        if (data.length > MOST_CHARACTERS) {
            throw HostException.misuse("A key in PEM may have " + MOST_CHARACTERS + " bytes");
        }
        try (PemReader reader = new PemReader(new StringReader(new String(data, StandardCharsets.ISO_8859_1)))) {
            PemObject object = reader.readPemObject();
            if (object != null && object.getType().equals(CURVE_BEFORE_THE_KEY)) {
                object = reader.readPemObject();
            }
            if (object == null) {
                throw AsymmetricKey.unreadable();
            }
            if (!object.getHeaders().isEmpty()) {
                throw HostException.misuse(
                        "Keys that are encrypted in the old way of OpenSSL are not supported; PKCS#8 is");
            }
            return new KeyFile(object.getType(), object.getContent());
        } catch (IOException e) {
            throw AsymmetricKey.unreadable();
        }
    }

    /**
     * @param type Node's word for the structure: {@code pkcs1}, {@code pkcs8}, {@code sec1} or {@code spki}
     */
    static KeyFile der(byte[] content, String type, boolean isPrivate, boolean encrypted) {
        return new KeyFile(
                switch (type) {
                    case "pkcs1" -> isPrivate ? "RSA PRIVATE KEY" : "RSA PUBLIC KEY";
                    case "sec1" -> "EC PRIVATE KEY";
                    case "spki" -> "PUBLIC KEY";
                    default -> encrypted ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY";
                },
                content);
    }

    /**
     * @param passphrase for an encrypted key, or null
     */
    AsymmetricKey key(byte[] passphrase, Deadline deadline) throws HostException {
        try {
            return switch (label) {
                case "PRIVATE KEY" -> AsymmetricKey.privateKey(content);
                case "ENCRYPTED PRIVATE KEY" ->
                    AsymmetricKey.privateKey(new EncryptedKey(content).decrypt(passphrase, deadline));
                case "RSA PRIVATE KEY" -> AsymmetricKey.privateKey(rsa().getEncoded());
                case "EC PRIVATE KEY" -> AsymmetricKey.privateKey(ec().getEncoded());
                case "PUBLIC KEY" -> AsymmetricKey.publicKey(content);
                case "RSA PUBLIC KEY" ->
                    AsymmetricKey.publicKey(
                            new SubjectPublicKeyInfo(rsaAlgorithm(), RSAPublicKey.getInstance(content)).getEncoded());
                case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                    AsymmetricKey.publicKey(Certificate.getInstance(content)
                            .getSubjectPublicKeyInfo()
                            .getEncoded());
                default -> throw AsymmetricKey.unreadable();
            };
        } catch (IOException e) {
            throw AsymmetricKey.unreadable();
        }
    }

    private PrivateKeyInfo rsa() throws IOException {
        return new PrivateKeyInfo(rsaAlgorithm(), RSAPrivateKey.getInstance(content));
    }

    private PrivateKeyInfo ec() throws IOException {
        ECPrivateKey key = ECPrivateKey.getInstance(content);
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
    }

    private static AlgorithmIdentifier rsaAlgorithm() {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    }
}
