package dev.lazymigration.ledger.jpa;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Makes the tables of the ledger and of the failures part of Keycloak's persistence unit. */
final class LedgerEntityProvider implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                MigrationRecordEntity.class,
                MigrationFailureEntity.class,
                NoticeEntity.class,
                ClaimableRunEntity.class,
                RunEntity.class,
                SyncRunEntity.class,
                AuditRunEntity.class,
                MailRunEntity.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/lazy-migration-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return LedgerEntityProviderFactory.ID;
    }

    @Override
    public void close() {}
}
