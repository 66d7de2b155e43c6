package dev.lazymigration.tracing;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.tracing.TracingAttributes;

/**
 * A legacy system whose questions are spans, from the first wait for a free slot to the answer.
 *
 * @param provider the provider's name
 * @param directory the legacy system
 */
public record TracedDirectory(String provider, LegacyDirectory directory) implements LegacyDirectory {

    private static final Set<Class<?>> FAILURES = Set.of(
            LookupOutcome.Unavailable.class,
            LookupOutcome.Broken.class,
            LoginOutcome.Unavailable.class,
            LoginOutcome.Broken.class,
            ListOutcome.Unavailable.class,
            ListOutcome.Broken.class,
            NoticeOutcome.Failed.class,
            NoticeOutcome.Unavailable.class,
            NoticeOutcome.Broken.class);

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        return traced(provider, "getUser", context, () -> directory.find(query, context));
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        return traced(provider, "login", context, () -> directory.login(query, password, context));
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        return traced(provider, "onMigrated", context, () -> directory.migrated(user, context));
    }

    static <T> T traced(String provider, String script, RequestContext context, Supplier<T> question) {
        try (RequestSpan span = RequestSpan.begin(script)) {
            span.with(TracingAttributes.REALM_NAME.getKey(), context.realmName())
                    .with("lazy_migration.provider", provider);
            T outcome = question.get();
            span.with("lazy_migration.outcome", outcome.getClass().getSimpleName());
            if (FAILURES.contains(outcome.getClass())) {
                span.failed();
            }
            return outcome;
        }
    }
}
