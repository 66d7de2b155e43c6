package dev.lazymigration;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.migration.MigrationLog;

/**
 * Stands in for a legacy system whose stored configuration cannot be used, since a vault entry is gone for example.
 * Every answer is "could not be found out": users who are in Keycloak already never get here, and nobody else slips by.
 */
record UnusableDirectory(MigrationLog log, String reason) implements LegacyDirectory {

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        log.unanswered("getUser", reason);
        return new LookupOutcome.Broken(reason);
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        log.unanswered("login", reason);
        return new LoginOutcome.Broken(reason);
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        log.unanswered("onMigrated", reason);
        return new NoticeOutcome.Broken(reason);
    }
}
