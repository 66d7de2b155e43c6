package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.util.Map;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * PBKDF2.
 *
 * @param digest {@code sha1}, {@code sha256}, {@code sha512}…
 */
record Pbkdf2Hash(String digest, int iterations, byte[] salt, byte[] hash) implements ForeignHash {

    static final String ALGORITHM = "lazy-migration-pbkdf2";

    private static final Map<String, String> KEYCLOAK =
            Map.of("sha1", "pbkdf2", "sha256", "pbkdf2-sha256", "sha512", "pbkdf2-sha512");

    static Pbkdf2Hash of(Fields fields) throws UnreadableHashException {
        return new Pbkdf2Hash(fields.parameter("digest"), fields.iterations(), fields.salt(), fields.bytes());
    }

    @Override
    public PasswordCredentialModel credential() {
        // Keycloak hashes with javax.crypto.spec.PBEKeySpec, which takes no empty salt.
        return KEYCLOAK.containsKey(digest) && salt.length > 0
                ? Fields.credential(KEYCLOAK.get(digest), iterations, Map.of(), salt, hash)
                : Fields.credential(ALGORITHM, iterations, Map.of("digest", digest), salt, hash);
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        return PasswordHashing.pbkdf2(digest, iterations, salt, hash.length);
    }
}
