package dev.lazymigration.migration;

import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * The time in which Keycloak completes the transaction in which a user was pending at first.
 *
 * <p>Brute-force detection notes under a user's id that he is logging in, and takes the note back when the transaction
 * is complete; it asks the object that it was given for the id each time ({@code DefaultBlockingBruteForceProtector}). A
 * user who has been imported meanwhile has to say his old id then. If not, the note would stay, and should he ever be
 * pending again, because an administrator has deleted him and lets him come back, his right password be refused.
 */
final class Completion {

    private static final Logger LOG = Logger.getLogger(Completion.class);

    private volatile Thread completing;

    /** @return whether it is under way in this thread; others may ask for the user at the same time */
    boolean isHere() {
        return completing == Thread.currentThread();
    }

    /** To be called before the detection gets to know the user. */
    void beginIn(KeycloakSession session) {
        try {
            session.getTransactionManager().enlistAfterCompletion(new Mark(true));
        } catch (IllegalStateException completed) {
            LOG.debug("A user is looked up who cannot log in any more", completed);
        }
    }

    /** To be called once the detection knows the user by his old id, and before it does by the new one. */
    void endIn(KeycloakSession session) {
        session.getTransactionManager().enlistAfterCompletion(new Mark(false));
    }

    /** What is enlisted is completed in that order, be it by a commit or by a roll-back. */
    private final class Mark extends AbstractKeycloakTransaction {

        private final boolean beginning;

        private Mark(boolean beginning) {
            this.beginning = beginning;
        }

        @Override
        protected void commitImpl() {
            completing = beginning ? Thread.currentThread() : null;
        }

        @Override
        protected void rollbackImpl() {
            commitImpl();
        }
    }
}
