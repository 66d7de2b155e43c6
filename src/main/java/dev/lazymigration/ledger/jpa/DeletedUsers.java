package dev.lazymigration.ledger.jpa;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Notes in the ledger which users are deleted in Keycloak, in one transaction. */
record DeletedUsers(EntityManager entityManager) {

    private static final int BATCH = 500;

    /** A user is being deleted; his lines stay. */
    void note(String userId, Instant at) {
        note(
                entityManager
                        .createNamedQuery(MigrationRecordEntity.IDS_BY_USER, String.class)
                        .setParameter("user", userId)
                        .getResultList(),
                at);
    }

    /**
     * Finds users who are gone without a word, and notes them as if they went now. Reads all lines: nothing for anybody
     * to wait for.
     *
     * @return whether there may be more
     */
    boolean search(Instant at) {
        List<String> ids = entityManager
                .createNamedQuery(MigrationRecordEntity.IDS_OF_USERS_WHO_ARE_GONE, String.class)
                .setMaxResults(BATCH)
                .getResultList();
        note(ids, at);
        return ids.size() == BATCH;
    }

    /** By their ids, since in MySQL and MariaDB an update locks all rows that it looks at. */
    private void note(List<String> ids, Instant at) {
        if (!ids.isEmpty()) {
            entityManager
                    .createNamedQuery(MigrationRecordEntity.NOTE_DELETED)
                    .setParameter("ids", ids)
                    .setParameter("at", at.toEpochMilli())
                    .executeUpdate();
        }
    }
}
