package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.util.Map;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * scrypt.
 *
 * @param n the cost, a power of two
 * @param r the block size
 * @param p the parallelization
 */
record ScryptHash(int n, int r, int p, byte[] salt, byte[] hash) implements ForeignHash {

    static final String ALGORITHM = "lazy-migration-scrypt";

    static ScryptHash of(Fields fields) throws UnreadableHashException {
        return new ScryptHash(
                fields.iterations(), fields.number("r"), fields.number("p"), fields.salt(), fields.bytes());
    }

    @Override
    public PasswordCredentialModel credential() {
        return Fields.credential(ALGORITHM, n, Map.of("r", r, "p", p), salt, hash);
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        return PasswordHashing.scrypt(n, r, p, salt, hash.length);
    }
}
