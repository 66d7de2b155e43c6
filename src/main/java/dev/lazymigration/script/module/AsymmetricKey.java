package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** A public or private key for RSA, an elliptic curve or Ed25519. Scripts hold it as {@link #described()}. */
record AsymmetricKey(AsymmetricKeyParameter parameter) {

    /** Work with a key grows with the third power of its length; nobody signs tokens with more than 4096 bits. */
    static final int MOST_RSA_BITS = 8192;

    /** Of its private key; those of the other kinds are shorter. */
    private static final int PARTS_OF_RSA = 9;

    private static final String RSA_ALGORITHMS = "1.2.840.113549.1.1.";
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    /** A private key of {@link #MOST_RSA_BITS} has 4.7 kB. The parts of a key that is none could be longer. */
    private static final int MOST_BYTES = 8 << 10;

    AsymmetricKey {
        if (!(parameter instanceof RSAKeyParameters
                || parameter instanceof ECKeyParameters
                || parameter instanceof Ed25519PrivateKeyParameters
                || parameter instanceof Ed25519PublicKeyParameters)) {
            throw new IllegalArgumentException("There are RSA, EC and Ed25519 keys only");
        }
        if (parameter instanceof RSAPrivateCrtKeyParameters key) {
            requireParts(key);
        }
    }

    /** A part that is longer than the modulus makes no sense, and work without end. */
    private static void requireParts(RSAPrivateCrtKeyParameters key) {
        int most = key.getModulus().bitLength();
        boolean sensible = Stream.of(
                        key.getExponent(),
                        key.getPublicExponent(),
                        key.getP(),
                        key.getQ(),
                        key.getDP(),
                        key.getDQ(),
                        key.getQInv())
                .allMatch(part -> part.signum() > 0 && part.bitLength() <= most);
        if (!sensible) {
            throw new IllegalArgumentException("A part of an RSA key is out of range");
        }
    }

    static AsymmetricKey privateKey(byte[] pkcs8) throws HostException {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(checkedSize(pkcs8));
            if (info.parsePrivateKey() instanceof ASN1Sequence sequence && sequence.size() >= PARTS_OF_RSA) {
                checkBits(RSAPrivateKey.getInstance(sequence).getModulus().bitLength());
            }
            return new AsymmetricKey(PrivateKeyFactory.createKey(info)).onKnownCurve();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    static AsymmetricKey publicKey(byte[] spki) throws HostException {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(checkedSize(spki));
            if (info.getAlgorithm().getAlgorithm().getId().startsWith(RSA_ALGORITHMS)) {
                checkBits(RSAPublicKey.getInstance(info.parsePublicKey())
                        .getModulus()
                        .bitLength());
            }
            return new AsymmetricKey(PublicKeyFactory.createKey(info)).onKnownCurve();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static byte[] checkedSize(byte[] der) throws HostException {
        if (der.length > MOST_BYTES) {
            throw HostException.misuse("A key may have " + MOST_BYTES + " bytes");
        }
        return der;
    }

    static void checkBits(int modulusBits) throws HostException {
        if (modulusBits > MOST_RSA_BITS) {
            throw HostException.misuse("RSA is limited to keys of " + MOST_RSA_BITS + " bits");
        }
    }

    private AsymmetricKey onKnownCurve() throws HostException {
        if (parameter instanceof ECKeyParameters key) {
            KeyCurve.of(key.getParameters());
        }
        return this;
    }

    /** What Node says when it cannot make out what a key is. */
    static HostException unreadable() {
        return HostException.misuse("error:1E08010C:DECODER routines::unsupported");
    }

    boolean isPrivate() {
        return parameter.isPrivate();
    }

    /** In Node's words. */
    String type() {
        if (parameter instanceof RSAKeyParameters) {
            return "rsa";
        }
        return parameter instanceof ECKeyParameters ? "ec" : "ed25519";
    }

    AsymmetricKey publicKey() throws HostException {
        if (!isPrivate()) {
            return this;
        }
        if (parameter instanceof RSAPrivateCrtKeyParameters key) {
            return new AsymmetricKey(new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()));
        }
        if (parameter instanceof ECPrivateKeyParameters key) {
            return new AsymmetricKey(
                    new ECPublicKeyParameters(key.getParameters().getG().multiply(key.getD()), key.getParameters()));
        }
        if (parameter instanceof Ed25519PrivateKeyParameters key) {
            return new AsymmetricKey(key.generatePublicKey());
        }
        throw HostException.misuse("The private key does not tell its public key");
    }

    /** PKCS#8 of a private key, SubjectPublicKeyInfo of a public one. */
    byte[] der() throws HostException {
        try {
            return isPrivate()
                    ? privateKeyInfo().getEncoded()
                    : SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(parameter)
                            .getEncoded();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /** BouncyCastle writes the public key of Ed25519 and the name of a curve where OpenSSL, and so Node, does not. */
    private PrivateKeyInfo privateKeyInfo() throws IOException {
        if (parameter instanceof Ed25519PrivateKeyParameters key) {
            return new PrivateKeyInfo(new AlgorithmIdentifier(ED25519), new DEROctetString(key.getEncoded()));
        }
        PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(parameter);
        if (parameter instanceof ECPrivateKeyParameters key) {
            ECPrivateKey inner = ECPrivateKey.getInstance(info.parsePrivateKey());
            int bits = key.getParameters().getN().bitLength();
            return new PrivateKeyInfo(
                    info.getPrivateKeyAlgorithm(), new ECPrivateKey(bits, key.getD(), inner.getPublicKey(), null));
        }
        return info;
    }

    /** PKCS#1 of an RSA key, SEC 1 of a private key on a curve. */
    byte[] innerDer() throws HostException {
        try {
            return isPrivate()
                    ? PrivateKeyInfoFactory.createPrivateKeyInfo(parameter)
                            .parsePrivateKey()
                            .toASN1Primitive()
                            .getEncoded()
                    : SubjectPublicKeyInfo.getInstance(der()).parsePublicKey().getEncoded();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    PrivateKey javaPrivateKey() throws HostException {
        try {
            return keyFactory().generatePrivate(new PKCS8EncodedKeySpec(der()));
        } catch (GeneralSecurityException e) {
            throw unreadable();
        }
    }

    PublicKey javaPublicKey() throws HostException {
        try {
            return keyFactory()
                    .generatePublic(new X509EncodedKeySpec(publicKey().der()));
        } catch (GeneralSecurityException e) {
            throw unreadable();
        }
    }

    private KeyFactory keyFactory() throws HostException, GeneralSecurityException {
        return KeyFactory.getInstance(type().toUpperCase(Locale.ROOT), BouncyCastle.providerFor(type()));
    }

    Map<String, Object> described() throws HostException {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", isPrivate() ? "private" : "public");
        description.put("type", type());
        description.put("der", der());
        if (parameter instanceof RSAKeyParameters key) {
            description.put("bits", key.getModulus().bitLength());
            description.put(
                    "exponent",
                    ((RSAKeyParameters) publicKey().parameter()).getExponent().toString());
        }
        if (parameter instanceof ECKeyParameters key) {
            description.put("curve", KeyCurve.of(key.getParameters()).opensslName());
        }
        return description;
    }
}
