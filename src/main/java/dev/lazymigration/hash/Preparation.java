package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What some systems do with a password before they hash it slowly. */
enum Preparation {
    /** Nothing. */
    NONE {
        @Override
        byte[] of(byte[] password) {
            return password;
        }
    },
    /** Drupal 7 with the hashes that it took over from Drupal 6. */
    MD5 {
        @Override
        byte[] of(byte[] password) throws HostException {
            return hexDigest("md5", password);
        }
    },
    /** Django's {@code bcrypt_sha256}, and Meteor. */
    SHA256 {
        @Override
        byte[] of(byte[] password) throws HostException {
            return hexDigest("sha256", password);
        }
    },
    /** WordPress since 6.8: {@code wp_hash_password}. */
    WORDPRESS {
        @Override
        byte[] of(byte[] password) {
            String trimmed = new String(password, StandardCharsets.UTF_8)
                    .replaceAll("^[ \\t\\n\\r\\x00\\x0B]+|[ \\t\\n\\r\\x00\\x0B]+$", "");
            try {
                Mac mac = Mac.getInstance("HmacSHA384");
                mac.init(new SecretKeySpec("wp-sha384".getBytes(StandardCharsets.US_ASCII), "HmacSHA384"));
                return Base64.getEncoder().encode(mac.doFinal(trimmed.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("Every JDK has HmacSHA384", e);
            }
        }
    };

    /** The parameter of a credential that says which. */
    static final String PARAMETER = "preparation";

    abstract byte[] of(byte[] password) throws HostException;

    PasswordHashing.Work before(PasswordHashing.Work work) {
        return password -> work.on(of(password));
    }

    static Preparation named(String name) throws UnreadableHashException {
        return Stream.of(values())
                .filter(preparation -> preparation.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableHashException("The preparation is unknown"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static byte[] hexDigest(String digest, byte[] password) throws HostException {
        byte[] hash = PasswordHashing.digest(digest, new byte[0], new byte[0]).on(password);
        return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    }
}
