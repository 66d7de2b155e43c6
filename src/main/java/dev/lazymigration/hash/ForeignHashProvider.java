package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import java.util.concurrent.Semaphore;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Verifies the hashes of one scheme and makes none: Keycloak hashes a password anew by the realm's own algorithm when it
 * has been verified here.
 */
final class ForeignHashProvider implements PasswordHashProvider {

    /** As many at a time as Keycloak allows its Argon2: one takes up to 132 MB, and more threads are no faster. */
    private static final Semaphore PROCESSORS =
            new Semaphore(Runtime.getRuntime().availableProcessors());

    private final Reader reader;

    ForeignHashProvider(Reader reader) {
        this.reader = reader;
    }

    /** Reads the fields of a credential of the scheme. */
    @FunctionalInterface
    interface Reader {

        ForeignHash read(Fields fields) throws UnreadableHashException;
    }

    /** No policy is met: the hash is to be replaced. */
    @Override
    public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
        return false;
    }

    /**
     * @throws UnsupportedOperationException always; Keycloak comes here when a realm's policy names the algorithm
     */
    @Override
    public PasswordCredentialModel encodedCredential(String rawPassword, int iterations) {
        throw new UnsupportedOperationException("This algorithm verifies what other systems have hashed. "
                + "Choose another one in the password policy of the realm");
    }

    /**
     * @throws IllegalArgumentException when the credential is damaged or would take too long; Keycloak logs it and
     *     takes the password for a wrong one
     */
    @Override
    public boolean verify(String rawPassword, PasswordCredentialModel credential) {
        PROCESSORS.acquireUninterruptibly();
        try {
            return reader.read(Fields.of(credential)).matches(rawPassword);
        } catch (UnreadableHashException | HostException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } finally {
            PROCESSORS.release();
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
