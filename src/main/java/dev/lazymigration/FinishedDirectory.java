package dev.lazymigration;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;

/** Stands in for a legacy system whose migration is finished: there is nobody in it any more, and no script is run. */
record FinishedDirectory() implements LegacyDirectory {

    private static final String FINISHED = "the migration is finished";

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        return new LookupOutcome.NotFound();
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        return new LoginOutcome.Refused(FINISHED);
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        return new NoticeOutcome.Unavailable(FINISHED);
    }
}
