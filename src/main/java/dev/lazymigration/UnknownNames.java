package dev.lazymigration;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A legacy system that is not asked again for a name of which it has just said that nobody has it, be it typed a
 * thousand times; nor while it is being asked for that name. Safe for use by several threads.
 *
 * <p>Only "nobody" is remembered: a user who is there can be locked or deleted at any time, and a failure says nothing.
 * Names are told apart as they were sent, since a legacy system may care for case.
 */
final class UnknownNames implements LegacyDirectory {

    private static final LookupOutcome GIVEN_UP =
            new LookupOutcome.Unavailable("another question for the same name had no answer");

    /** No user of Keycloak has a longer one; what is, takes the room of several. */
    private static final int USUAL_CHARACTERS = 255;

    private final LegacyDirectory legacy;
    private final Duration patience;
    private final AsyncCache<LegacyQuery, LookupOutcome> answers;

    /**
     * @param legacy who is asked for the other names
     * @param life how long "nobody" holds
     * @param patience how long somebody waits who asks for a name while the answer to another one is on its way
     * @param names how many of usual length are remembered at most
     */
    UnknownNames(LegacyDirectory legacy, Duration life, Duration patience, long names, Ticker ticker) {
        this.legacy = legacy;
        this.patience = patience;
        // Caffeine tidies up on a pool of the JVM otherwise, which would outlive this provider's class loader.
        this.answers = Caffeine.newBuilder()
                .expireAfterWrite(life)
                .maximumWeight(names)
                .weigher((LegacyQuery query, LookupOutcome outcome) -> 1 + characters(query) / USUAL_CHARACTERS)
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    private static int characters(LegacyQuery query) {
        return length(query.email()) + length(query.username()) + length(query.phone());
    }

    private static int length(String name) {
        return name == null ? 0 : name.length();
    }

    @Override
    public LookupOutcome find(LegacyQuery query, RequestContext context) {
        if (query.id() != null) {
            return legacy.find(query, context);
        }
        CompletableFuture<LookupOutcome> mine = new CompletableFuture<>();
        CompletableFuture<LookupOutcome> first = answers.asMap().putIfAbsent(query, mine);
        return first == null ? ask(query, context, mine) : await(first);
    }

    private LookupOutcome ask(LegacyQuery query, RequestContext context, CompletableFuture<LookupOutcome> answer) {
        LookupOutcome outcome = GIVEN_UP;
        try {
            outcome = legacy.find(query, context);
            return outcome;
        } finally {
            if (!(outcome instanceof LookupOutcome.NotFound)) {
                answers.asMap().remove(query, answer);
            }
            answer.complete(outcome);
        }
    }

    private LookupOutcome await(CompletableFuture<LookupOutcome> answer) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException keycloakGaveUp) {
            Thread.currentThread().interrupt();
            return GIVEN_UP;
        } catch (ExecutionException | TimeoutException noAnswer) {
            return GIVEN_UP;
        }
    }

    @Override
    public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
        return legacy.login(query, password, context);
    }

    @Override
    public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
        return legacy.migrated(user, context);
    }
}
