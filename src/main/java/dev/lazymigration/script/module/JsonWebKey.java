package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** The members of a JSON Web Key (RFC 7517, 7518 and 8037) that make up the key itself. */
record JsonWebKey(Map<?, ?> members) {

    AsymmetricKey key() throws HostException {
        return switch (String.valueOf(members.get("kty"))) {
            case "RSA" -> rsa();
            case "EC" -> ec();
            case "OKP" -> okp();
            default -> throw HostException.misuse("Invalid JWK data");
        };
    }

    private AsymmetricKey rsa() throws HostException {
        BigInteger modulus = number("n");
        AsymmetricKey.checkBits(modulus.bitLength());
        return new AsymmetricKey(
                members.get("d") == null
                        ? new RSAKeyParameters(false, modulus, number("e"))
                        : new RSAPrivateCrtKeyParameters(
                                modulus,
                                number("e"),
                                number("d"),
                                number("p"),
                                number("q"),
                                number("dp"),
                                number("dq"),
                                number("qi")));
    }

    private AsymmetricKey ec() throws HostException {
        ECNamedDomainParameters curve = KeyCurve.named(members.get("crv")).parameters();
        if (members.get("d") != null) {
            return new AsymmetricKey(new ECPrivateKeyParameters(number("d"), curve));
        }
        // Refuses what is not on the curve.
        return new AsymmetricKey(
                new ECPublicKeyParameters(curve.getCurve().validatePoint(number("x"), number("y")), curve));
    }

    private AsymmetricKey okp() throws HostException {
        if (!"Ed25519".equals(members.get("crv"))) {
            throw HostException.misuse("Unsupported JWK asymmetric key type");
        }
        return new AsymmetricKey(
                members.get("d") == null
                        ? new Ed25519PublicKeyParameters(bytes("x"))
                        : new Ed25519PrivateKeyParameters(bytes("d")));
    }

    private BigInteger number(String member) throws HostException {
        return new BigInteger(1, bytes(member));
    }

    private byte[] bytes(String member) throws HostException {
        if (members.get(member) instanceof String text && text.length() <= AsymmetricKey.MOST_RSA_BITS) {
            return Base64.getUrlDecoder().decode(text.replaceFirst("(?<!=)=+$", ""));
        }
        throw HostException.misuse("Invalid JWK data");
    }

    static Map<String, Object> of(AsymmetricKey key) throws HostException {
        return switch (key.type()) {
            case "rsa" -> ofRsa(key);
            case "ec" -> ofEc(key);
            default -> ofEd25519(key);
        };
    }

    private static Map<String, Object> ofRsa(AsymmetricKey key) throws HostException {
        RSAKeyParameters open = (RSAKeyParameters) key.publicKey().parameter();
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "RSA");
        jwk.put("n", text(open.getModulus()));
        jwk.put("e", text(open.getExponent()));
        if (key.parameter() instanceof RSAPrivateCrtKeyParameters secret) {
            jwk.put("d", text(secret.getExponent()));
            jwk.put("p", text(secret.getP()));
            jwk.put("q", text(secret.getQ()));
            jwk.put("dp", text(secret.getDP()));
            jwk.put("dq", text(secret.getDQ()));
            jwk.put("qi", text(secret.getQInv()));
        }
        return jwk;
    }

    private static Map<String, Object> ofEc(AsymmetricKey key) throws HostException {
        ECPublicKeyParameters open = (ECPublicKeyParameters) key.publicKey().parameter();
        ECPoint point = open.getQ().normalize();
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "EC");
        jwk.put("x", text(point.getAffineXCoord().getEncoded()));
        jwk.put("y", text(point.getAffineYCoord().getEncoded()));
        jwk.put("crv", KeyCurve.of(open.getParameters()).jwkName());
        if (key.parameter() instanceof ECPrivateKeyParameters secret) {
            int length = (open.getParameters().getN().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
            jwk.put("d", text(BigIntegers.asUnsignedByteArray(length, secret.getD())));
        }
        return jwk;
    }

    private static Map<String, Object> ofEd25519(AsymmetricKey key) throws HostException {
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("crv", "Ed25519");
        if (key.parameter() instanceof Ed25519PrivateKeyParameters secret) {
            jwk.put("d", text(secret.getEncoded()));
        }
        jwk.put("x", text(((Ed25519PublicKeyParameters) key.publicKey().parameter()).getEncoded()));
        jwk.put("kty", "OKP");
        return jwk;
    }

    private static String text(BigInteger number) {
        return text(BigIntegers.asUnsignedByteArray(number));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
