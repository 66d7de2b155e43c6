package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.keycloak.models.credential.PasswordCredentialModel;

/** A password as another system has hashed it. Secret, and no {@code toString} shows it. Safe for use by several threads. */
public sealed interface ForeignHash
        permits Argon2Hash, BcryptHash, CryptHash, DigestHash, FirebaseHash, Pbkdf2Hash, PhpassHash, ScryptHash {

    /** With longer ones, hashing itself becomes an attack; PHPass and Django have drawn the line here as well. */
    int MOST_PASSWORD_BYTES = 4096;

    /** Reads what another system has stored; refuses what would take too long to verify. */
    static HashReading read(StoredPassword stored) {
        try {
            ForeignHash hash = stored.scheme() == null ? SelfDescribing.read(stored.hash()) : NamedScheme.read(stored);
            hash.work();
            return new HashReading.Readable(hash);
        } catch (UnreadableHashException | HostException e) {
            return new HashReading.Unreadable(e.getMessage());
        }
    }

    /**
     * The credential, with the id of a hash algorithm of Keycloak's own if one can verify it, and of one of ours
     * otherwise.
     */
    PasswordCredentialModel credential();

    /** The result of the {@link #work} on the right password. */
    byte[] hash();

    /**
     * @throws HostException when it would take too long or cannot be done; the message holds nothing secret
     */
    PasswordHashing.Work work() throws HostException;

    /**
     * Whether it is the hash of this password; takes as long for a wrong one.
     *
     * @throws HostException see {@link #work}
     */
    default boolean matches(String password) throws HostException {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MOST_PASSWORD_BYTES && MessageDigest.isEqual(work().on(bytes), hash());
    }
}
