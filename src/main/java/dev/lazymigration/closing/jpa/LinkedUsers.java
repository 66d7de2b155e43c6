package dev.lazymigration.closing.jpa;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.migration.LegacyPassword;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * The users of a provider whose password only the legacy system knows: who have a {@link LegacyPassword} and no password
 * of Keycloak's.
 *
 * <p>Keycloak's table of credentials has an index by user and none by type. So the ledger leads, by its index of
 * providers, and of it only those who can have come without a password.
 */
public record LinkedUsers(KeycloakSession session) {

    /** Whoever came in one of these ways brought a password. */
    private static final Set<MigrationMethod> WITH_PASSWORD = Set.of(MigrationMethod.LOGIN, MigrationMethod.RESET);

    private static final String IMPORTED =
            " from MigrationRecordEntity r where r.providerId = :provider and r.method not in (:withPassword)";

    private static final String LINKED = IMPORTED
            + " and exists (select 1 from CredentialEntity c where c.user.id = r.userId and c.type = :type"
            + " and c.credentialData like :data escape '!')"
            + " and not exists (select 1 from CredentialEntity p where p.user.id = r.userId and p.type = :password)";

    /** How many there are. */
    public long count(String providerId) {
        return linked("select count(r)", Long.class, providerId).getSingleResult();
    }

    /** The ids of some of them, those first who came last. */
    public List<String> some(String providerId, int max) {
        return linked("select r.userId", String.class, " order by r.migratedAt desc, r.id", providerId)
                .setMaxResults(max)
                .getResultList();
    }

    private <T> TypedQuery<T> linked(String select, Class<T> type, String providerId) {
        return linked(select, type, "", providerId);
    }

    private <T> TypedQuery<T> linked(String select, Class<T> type, String order, String providerId) {
        return entities()
                .createQuery(select + LINKED + order, type)
                .setParameter("provider", providerId)
                .setParameter("withPassword", WITH_PASSWORD)
                .setParameter("type", LegacyPassword.TYPE)
                .setParameter("data", data(providerId))
                .setParameter("password", PasswordCredentialModel.TYPE);
    }

    /** Ends what only this provider could have proved. Does not tell Keycloak's cache. */
    public void forget(String providerId) {
        entities()
                .createQuery(
                        "delete from CredentialEntity c where c.type = :type and c.credentialData like :data escape '!'"
                                + " and c.user.id in (select r.userId" + IMPORTED + ")")
                .setParameter("provider", providerId)
                .setParameter("withPassword", WITH_PASSWORD)
                .setParameter("type", LegacyPassword.TYPE)
                .setParameter("data", data(providerId))
                .executeUpdate();
    }

    /** In JSON a quotation mark within a text has a backslash before it, so nobody's name can look like this. */
    private static String data(String providerId) {
        return "%\"provider\":\"" + providerId.replaceAll("([!%_])", "!$1") + "\"%";
    }

    private EntityManager entities() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
