package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.util.Map;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * One round of MD5 or SHA, with a salt or without.
 *
 * @param digest {@code md5}, {@code sha1}, {@code sha256}…
 * @param position of the salt: {@code before} or {@code after} the password
 */
record DigestHash(String digest, String position, byte[] salt, byte[] hash) implements ForeignHash {

    static final String ALGORITHM = "lazy-migration-digest";
    static final String BEFORE = "before";
    static final String AFTER = "after";

    private static final Map<String, Integer> LENGTHS =
            Map.of("md5", 16, "sha1", 20, "sha224", 28, "sha256", 32, "sha384", 48, "sha512", 64);

    static DigestHash checked(String digest, String position, byte[] salt, byte[] hash) throws UnreadableHashException {
        if (!position.equals(BEFORE) && !position.equals(AFTER)) {
            throw new UnreadableHashException("The position of the salt is neither before nor after the password");
        }
        if (!LENGTHS.containsKey(digest)) {
            throw new UnreadableHashException("The digest is none of MD5 and SHA");
        }
        if (hash.length != lengthOf(digest)) {
            throw new UnreadableHashException("A hash of " + digest + " has " + lengthOf(digest) + " bytes");
        }
        return new DigestHash(digest, position, salt, hash);
    }

    /** In bytes. */
    static int lengthOf(String digest) {
        return LENGTHS.get(digest);
    }

    static DigestHash of(Fields fields) throws UnreadableHashException {
        return checked(fields.parameter("digest"), fields.parameter("saltPosition"), fields.salt(), fields.bytes());
    }

    @Override
    public PasswordCredentialModel credential() {
        return Fields.credential(ALGORITHM, 1, Map.of("digest", digest, "saltPosition", position), salt, hash);
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        byte[] none = new byte[0];
        return position.equals(BEFORE)
                ? PasswordHashing.digest(digest, salt, none)
                : PasswordHashing.digest(digest, none, salt);
    }
}
