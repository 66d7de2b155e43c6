package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * PHPass, the portable hashes of many PHP applications, and its like in Drupal 7.
 *
 * @param hash scheme, cost, salt and hash in ASCII
 */
record PhpassHash(Preparation preparation, byte[] hash) implements ForeignHash {

    static final String ALGORITHM = "lazy-migration-phpass";

    private static final String DIGITS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** Drupal cuts its hashes off. */
    private static final Pattern FORM = Pattern.compile("\\$[PH]\\$[./A-Za-z0-9]{31}|\\$S\\$[./A-Za-z0-9]{52}");

    private static final int COST = 3;
    private static final int SALT = 4;
    private static final int HASH = 12;

    static PhpassHash read(String text, Preparation preparation) throws UnreadableHashException {
        if (!FORM.matcher(text).matches()) {
            throw new UnreadableHashException("Not a hash of PHPass or Drupal 7");
        }
        return new PhpassHash(preparation, text.getBytes(StandardCharsets.US_ASCII));
    }

    static PhpassHash of(Fields fields) throws UnreadableHashException {
        return read(fields.text(), Preparation.named(fields.parameter(Preparation.PARAMETER)));
    }

    @Override
    public PasswordCredentialModel credential() {
        return Fields.credential(ALGORITHM, rounds(), Map.of(Preparation.PARAMETER, preparation), text());
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        String digest = hash[1] == 'S' ? "sha512" : "md5";
        PasswordHashing.Work chain = PasswordHashing.chain(digest, rounds(), Arrays.copyOfRange(hash, SALT, HASH));
        return preparation.before(password -> {
            String made = text().substring(0, HASH) + encoded(chain.on(password));
            return Arrays.copyOf(made.getBytes(StandardCharsets.US_ASCII), hash.length);
        });
    }

    /** More than can be asked for when the cost is one that PHPass has not. */
    private int rounds() {
        int cost = DIGITS.indexOf(hash[COST]);
        return cost < Integer.SIZE - 1 ? 1 << cost : Integer.MAX_VALUE;
    }

    private String text() {
        return new String(hash, StandardCharsets.US_ASCII);
    }

    /** PHPass's base64: the lowest six bits of three bytes first. */
    private static String encoded(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 3) {
            int present = Math.min(3, bytes.length - i);
            int value = 0;
            for (int j = 0; j < present; j++) {
                value |= (bytes[i + j] & 0xff) << (Byte.SIZE * j);
            }
            for (int j = 0; j <= present; j++) {
                text.append(DIGITS.charAt(value >> (6 * j) & 0x3f));
            }
        }
        return text.toString();
    }
}
