package dev.lazymigration.closing.jpa;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.migration.LegacyPassword;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;

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

    private static final String WITHOUT_PASSWORD =
            " and not exists (select 1 from CredentialEntity p where p.user.id = r.userId and p.type = :password)";

    private static final String NEWEST_FIRST = " order by r.migratedAt desc, r.id";

    /** Some of them, told apart by conditions for the record {@code r}, the user {@code u} and the credential {@code c}. */
    public enum Part {
        ALL(""),
        MAILED(" and c.userLabel = '" + MailLabel.SENT + "'"),
        MAIL_FAILED(" and c.userLabel = '" + MailLabel.FAILED + "'"),
        /** No mail can be sent to them, or would be of use. */
        UNREACHABLE(" and (u.email is null or u.enabled = false)"),
        TO_BE_MAILED(" and u.email is not null and u.enabled = true and (c.userLabel is null or c.userLabel not in ('"
                + MailLabel.SENT + "', '" + MailLabel.FAILED + "'))"),
        /** Nobody has demanded a new password of them. */
        NOT_DEMANDED(" and u.id not in (" + PasswordDemand.UPDATE_PASSWORD + ")"),
        /** Of whom {@link PasswordDemand} has demanded one. */
        DEMANDED(PasswordDemand.MARKED);

        private final String condition;

        Part(String condition) {
            this.condition = condition;
        }

        private String query() {
            return IMPORTED
                    + " and exists (select 1 from CredentialEntity c join c.user u where u.id = r.userId"
                    + " and c.type = :type and c.credentialData like :data escape '!'" + condition + ")"
                    + WITHOUT_PASSWORD;
        }
    }

    /** How many there are. */
    public long count(String providerId, Part part) {
        return query("select count(r)" + part.query(), Long.class, providerId).getSingleResult();
    }

    /** The ids of some of them, those first who came last. */
    public List<String> some(String providerId, Part part, int max) {
        return query("select r.userId" + part.query() + NEWEST_FIRST, String.class, providerId)
                .setMaxResults(max)
                .getResultList();
    }

    /** The ids of some of them, whoever they are: the ids of the ledger's lines are random. */
    public List<String> byChance(String providerId, Part part, int max) {
        String somewhere = KeycloakModelUtils.generateId();
        return Stream.of(" and r.id >= :somewhere", " and r.id < :somewhere")
                .flatMap(side -> query(
                                "select r.userId" + part.query() + side + " order by r.id", String.class, providerId)
                        .setParameter("somewhere", somewhere)
                        .setMaxResults(max)
                        .getResultStream())
                .limit(max)
                .toList();
    }

    private <T> TypedQuery<T> query(String text, Class<T> type, String providerId) {
        TypedQuery<T> query = entities().createQuery(text, type);
        bind(query, providerId).setParameter("password", PasswordCredentialModel.TYPE);
        return query;
    }

    /**
     * Changes something about them. Does not tell Keycloak's cache.
     *
     * @param statement that ends where the ids of the users have to come
     * @return how many rows it has changed
     */
    int change(String statement, Part part, String providerId) {
        return bind(entities().createQuery(statement + " in (select r.userId" + part.query() + ")"), providerId)
                .setParameter("password", PasswordCredentialModel.TYPE)
                .executeUpdate();
    }

    /**
     * Changes their legacy passwords, and those of whoever has another password by now. Looks at no other credentials,
     * since MySQL would not change them then. Does not tell Keycloak's cache.
     *
     * @param statement about the credential {@code c}, without a condition
     * @param condition which of them, or empty
     * @return how many
     */
    int changeLegacyPasswords(String statement, String condition, String providerId) {
        String text = statement + " where c.type = :type and c.credentialData like :data escape '!'"
                + " and c.user.id in (select r.userId" + IMPORTED + ")" + condition;
        return bind(entities().createQuery(text), providerId).executeUpdate();
    }

    private static Query bind(Query query, String providerId) {
        return query.setParameter("provider", providerId)
                .setParameter("withPassword", WITH_PASSWORD)
                .setParameter("type", LegacyPassword.TYPE)
                .setParameter("data", data(providerId));
    }

    /**
     * Writes down at the legacy password of a user what has become of the mail to him, unless something is written there
     * already. Nobody else can do so until the transaction is over. Does not tell Keycloak's cache.
     *
     * @param label one of {@link MailLabel}
     * @return whether nothing was written there, and he has a legacy password
     */
    public boolean label(String userId, String label, String providerId) {
        return entities()
                        .createQuery("update CredentialEntity c set c.userLabel = :label where c.user.id = :user"
                                + " and c.type = :type and c.credentialData like :data escape '!'"
                                + " and (c.userLabel is null or c.userLabel not in (:labels))")
                        .setParameter("label", label)
                        .setParameter("user", userId)
                        .setParameter("type", LegacyPassword.TYPE)
                        .setParameter("data", data(providerId))
                        .setParameter("labels", Set.of(MailLabel.SENT, MailLabel.FAILED))
                        .executeUpdate()
                > 0;
    }

    /**
     * Forgets that no mail could be sent to some of them. Does not tell Keycloak's cache.
     *
     * @return how many they were
     */
    public int forgetFailures(String providerId) {
        return changeLegacyPasswords(
                "update CredentialEntity c set c.userLabel = null",
                " and c.userLabel = '" + MailLabel.FAILED + "'",
                providerId);
    }

    /** Ends what only this provider could have proved. Does not tell Keycloak's cache. */
    public void forget(String providerId) {
        changeLegacyPasswords("delete from CredentialEntity c", "", providerId);
    }

    /** In JSON a quotation mark within a text has a backslash before it, so nobody's name can look like this. */
    private static String data(String providerId) {
        return "%\"provider\":\"" + providerId.replaceAll("([!%_])", "!$1") + "\"%";
    }

    private EntityManager entities() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
