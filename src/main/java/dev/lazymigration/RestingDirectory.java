package dev.lazymigration;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;

/**
 * Stands in for the legacy system of a provider that is switched off. Keycloak asks such a provider for nobody; those who
 * were imported without a password are told to try again later, since theirs is not wrong.
 */
record RestingDirectory() implements LegacyDirectory {

    private static final String OFF = "the provider is switched off";

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        return new LookupOutcome.Unavailable(OFF, false);
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        return new LoginOutcome.Unavailable(OFF, false);
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        return new NoticeOutcome.Unavailable(OFF);
    }
}
