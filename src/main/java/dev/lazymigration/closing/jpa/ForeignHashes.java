package dev.lazymigration.closing.jpa;

import jakarta.persistence.TypedQuery;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * The users of a realm whose password is hashed in a way that Keycloak cannot verify without this JAR. Reads every
 * password of the realm: nothing that anybody should wait for often.
 */
public record ForeignHashes(KeycloakSession session) {

    /** What the names of all our algorithms begin with, as a credential names its algorithm. */
    private static final String OUR_ALGORITHMS = "%\"lazy-migration-%";

    private static final String HASHED = " from CredentialEntity c"
            + " where c.user.realmId = :realm and c.type = :type and c.credentialData like :algorithms";

    /** How many there are. */
    public long count(String realmId) {
        return hashed("select count(c)", Long.class, realmId).getSingleResult();
    }

    /** The ids of some of them, in no order. */
    public List<String> some(String realmId, int max) {
        return hashed("select c.user.id", String.class, realmId)
                .setMaxResults(max)
                .getResultList();
    }

    private <T> TypedQuery<T> hashed(String select, Class<T> type, String realmId) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(select + HASHED, type)
                .setParameter("realm", realmId)
                .setParameter("type", PasswordCredentialModel.TYPE)
                .setParameter("algorithms", OUR_ALGORITHMS);
    }
}
