package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One encryption or decryption in pieces. What is authenticated is decrypted at the end only, after the tag has been
 * checked; Node gives it out before.
 *
 * <p>Closing it does nothing: it holds memory alone, and goes with the run that keeps it.
 */
final class CipherSession implements AutoCloseable {

    private static final int DEFAULT_TAG_BYTES = 16;
    private static final int LEAST_TAG_BYTES = 12;

    private final CipherName name;
    private final boolean encrypts;
    private final SecretKeySpec key;
    private final byte[] iv;
    private final ByteArrayOutputStream associatedData = new ByteArrayOutputStream();
    private int tagBytes = DEFAULT_TAG_BYTES;
    private byte[] tag = new byte[0];
    private boolean padding = true;
    private boolean fed;
    // Made with the first data, because until then the script may say how.
    private Cipher cipher;

    private CipherSession(CipherName name, boolean encrypts, SecretKeySpec key, byte[] iv) {
        this.name = name;
        this.encrypts = encrypts;
        this.key = key;
        this.iv = iv;
    }

    static CipherSession open(CipherName name, boolean encrypts, byte[] key, byte[] iv) throws HostException {
        if (key.length == 0 || name.keyBytes() > 0 && key.length != name.keyBytes()) {
            throw HostException.misuse("Invalid key length");
        }
        boolean anyLength = name.mode().equals("GCM") && iv.length > 0;
        if (iv.length != name.ivBytes() && !anyLength) {
            throw HostException.misuse("Invalid initialization vector");
        }
        CipherSession session = new CipherSession(
                name, encrypts, new SecretKeySpec(key, name.algorithm().replaceFirst("-.*", "")), iv);
        session.newCipher();
        return session;
    }

    void setPadding(boolean pads) {
        padding = pads;
    }

    void addAssociatedData(byte[] data) {
        associatedData.writeBytes(data);
    }

    void setTagLength(int bytes) throws HostException {
        if (!name.authenticates() || bytes < LEAST_TAG_BYTES || bytes > DEFAULT_TAG_BYTES) {
            throw HostException.misuse("Invalid authentication tag length: " + bytes);
        }
        tagBytes = bytes;
    }

    void setTag(byte[] given) throws HostException {
        setTagLength(given.length);
        tag = given;
    }

    byte[] tag() {
        return tag;
    }

    byte[] update(byte[] data) throws HostException {
        fed |= data.length > 0;
        byte[] result = begun().update(data);
        return result == null ? new byte[0] : result;
    }

    byte[] last() throws HostException {
        boolean tagged = name.authenticates();
        if (tagged && !encrypts && tag.length == 0) {
            throw unauthentic();
        }
        if (name.pads() && padding && !encrypts && !fed) {
            // Not even the padding is there. Java takes it for an empty text.
            throw wrongLength();
        }
        try {
            if (!tagged || !encrypts) {
                return begun().doFinal(tag);
            }
            byte[] result = begun().doFinal();
            int end = result.length - DEFAULT_TAG_BYTES;
            tag = Arrays.copyOfRange(result, end, end + tagBytes);
            return Arrays.copyOf(result, end);
        } catch (GeneralSecurityException e) {
            throw tagged ? unauthentic() : badBlock(e);
        }
    }

    private static HostException unauthentic() {
        return HostException.misuse("Unsupported state or unable to authenticate data");
    }

    /** The messages of OpenSSL 3, which are Node's. */
    private static HostException badBlock(GeneralSecurityException failure) {
        return failure instanceof IllegalBlockSizeException
                ? wrongLength()
                : HostException.misuse("error:1C800064:Provider routines::bad decrypt");
    }

    private static HostException wrongLength() {
        return HostException.misuse("error:1C80006B:Provider routines::wrong final block length");
    }

    private Cipher begun() throws HostException {
        if (cipher == null) {
            cipher = newCipher();
            if (name.authenticates()) {
                cipher.updateAAD(associatedData.toByteArray());
            }
        }
        return cipher;
    }

    private Cipher newCipher() throws HostException {
        try {
            Cipher fresh = Cipher.getInstance(transformation());
            fresh.init(encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, parameters());
            return fresh;
        } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
            throw HostException.misuse("Invalid key length");
        } catch (GeneralSecurityException e) {
            throw HostException.misuse("This server's Java has no " + name.name());
        }
    }

    private String transformation() {
        return name.mode().isEmpty()
                ? name.algorithm()
                : name.algorithm() + "/" + name.mode() + "/" + (name.pads() && padding ? "PKCS5Padding" : "NoPadding");
    }

    private AlgorithmParameterSpec parameters() {
        if (name.mode().equals("GCM")) {
            // Encryption makes the whole tag, of which a script may want less.
            int bits = (encrypts ? DEFAULT_TAG_BYTES : tagBytes) * Byte.SIZE;
            return new GCMParameterSpec(bits, iv);
        }
        return iv.length == 0 ? null : new IvParameterSpec(iv);
    }

    @Override
    public void close() {
        cipher = null;
    }
}
