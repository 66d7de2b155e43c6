package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The BouncyCastle in Keycloak's class path, without registering it for the rest of the server. A server in FIPS mode
 * has another BouncyCastle, without the classes that are used here.
 */
final class BouncyCastle {

    private BouncyCastle() {}

    /**
     * @param what what the script asked for, for the message when this server cannot do it
     */
    static Provider providerFor(String what) throws HostException {
        return with(what, () -> Holder.PROVIDER);
    }

    /**
     * Does work that needs classes of BouncyCastle.
     *
     * @throws HostException what the work throws, or a misuse when the classes are not there
     */
    static <T> T with(String what, Work<T> work) throws HostException {
        try {
            return work.run();
        } catch (LinkageError e) {
            throw HostException.misuse("This server has no " + what);
        }
    }

    /** What needs BouncyCastle. */
    interface Work<T> {

        T run() throws HostException;
    }

    private static final class Holder {

        private static final Provider PROVIDER = new BouncyCastleProvider();
    }
}
