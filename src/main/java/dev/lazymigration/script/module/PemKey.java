package dev.lazymigration.script.module;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in PKCS #8, and in PEM: PKCS #8 ({@code BEGIN PRIVATE KEY}) and, as OpenSSL writes RSA keys, PKCS #1. */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    /** Version 0 and the identifier of rsaEncryption, which is what PKCS #8 puts before a PKCS #1 key (RFC 5958). */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PemKey() {}

    static PrivateKey read(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeyException("a key has to be in PEM format and without a password");
        }
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        return of(block.group(1) == null ? der : wrapped(der));
    }

    static PrivateKey of(byte[] pkcs8) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Of another kind.
            }
        }
        throw new InvalidKeyException("a key has to be an RSA, EC or Ed25519 key");
    }

    private static byte[] wrapped(byte[] rsaKey) {
        byte[] octets = tagged(0x04, rsaKey);
        byte[] content = new byte[RSA.length + octets.length];
        System.arraycopy(RSA, 0, content, 0, RSA.length);
        System.arraycopy(octets, 0, content, RSA.length, octets.length);
        return tagged(0x30, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        der.write(0x82);
        der.write(content.length >> 8);
        der.write(content.length);
        der.writeBytes(content);
        return der.toByteArray();
    }
}
