package dev.lazymigration.migration.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A user who was committed by another transaction after this one had its first look at the database.
 *
 * <p>Most databases show him at once ({@code READ COMMITTED}). MySQL and MariaDB show a transaction what was there when
 * it began ({@code REPEATABLE READ}, their default, which Keycloak leaves as it is): for the login that has just imported
 * a user, he would not exist. Two things bring him into sight there. Keycloak's user cache, filled by a transaction that
 * sees him, answers what the rest of the login reads. A reading lock, which sees the latest commit in those databases
 * too, brings his row into this transaction, so that the login can change him, for example by a required action.
 */
public record NewerUser(KeycloakSession session, RealmModel realm, String userId) {

    private static final List<String> CHANGEABLE = List.of("attributes", "requiredActions", "credentials");

    /** Empty when he really does not exist. */
    public Optional<UserModel> find() {
        UserModel seen = session.users().getUserById(realm, userId);
        if (seen != null) {
            return Optional.of(seen);
        }
        return findChanged();
    }

    /** The same for a user who was there before, and whom another transaction has changed since. */
    public Optional<UserModel> findChanged() {
        boolean exists = KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), session.getContext(), this::isCached, "lazy migration look-up");
        if (!exists) {
            return Optional.empty();
        }
        bringIntoSight();
        return Optional.ofNullable(session.users().getUserById(realm, userId));
    }

    /** Reads everything that Keycloak's {@code CachedUser} keeps; it keeps what has been read. */
    private boolean isCached(KeycloakSession newer) {
        UserModel user = newer.users().getUserById(newer.realms().getRealm(realm.getId()), userId);
        if (user == null) {
            return false;
        }
        user.getAttributes();
        user.getRequiredActionsStream().count();
        user.getRoleMappingsStream().count();
        // With the groups above them, which may be as new as he is.
        user.getGroupsStream().forEach(KeycloakModelUtils::buildGroupPath);
        user.credentialManager().getStoredCredentialsStream().count();
        return true;
    }

    private void bringIntoSight() {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        for (String relation : CHANGEABLE) {
            entities.createQuery(
                            "select u from UserEntity u left join fetch u." + relation + " where u.id = :id",
                            UserEntity.class)
                    .setParameter("id", userId)
                    .setLockMode(LockModeType.PESSIMISTIC_READ)
                    .getResultList();
        }
        // Keycloak looks for the organizations of whoever it reads, and fails where one of them is not there.
        bringIntoSight(entities, "o", OrganizationEntity.class);
        bringIntoSight(entities, "g", GroupEntity.class);
    }

    /** His organizations, or the groups behind them; an import may have created them. */
    private <E> void bringIntoSight(EntityManager entities, String selected, Class<E> type) {
        entities.createQuery(
                        "select " + selected + " from UserGroupMembershipEntity m"
                                + " join OrganizationEntity o on o.groupId = m.groupId"
                                + " join GroupEntity g on g.id = m.groupId where m.user.id = :id",
                        type)
                .setParameter("id", userId)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList();
    }
}
