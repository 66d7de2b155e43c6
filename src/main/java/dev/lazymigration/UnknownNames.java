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

/**
 * A legacy system that is not asked again for a name of which it has just said that nobody has it, be it typed a
 * thousand times; nor while it is being asked for that name. Safe for use by several threads.
 *
 * <p>Only "nobody" is remembered: a user who is there can be locked or deleted at any time, and a failure says nothing.
 * Names are told apart as they were sent, since a legacy system may care for case.
 */
final class UnknownNames implements LegacyDirectory {

    /** No user of Keycloak has a longer one; what is, takes the room of several. */
    private static final int USUAL_CHARACTERS = 255;

    private final LegacyDirectory legacy;
    private final AnswerLine line;
    private final Ticker ticker;
    private final AsyncCache<LegacyQuery, LookupOutcome> answers;

    /**
     * @param legacy who is asked for the other names
     * @param life how long "nobody" holds
     * @param names how many of usual length are remembered at most
     * @param line of those who ask for a name while the answer to another one is on its way
     */
    UnknownNames(LegacyDirectory legacy, Duration life, long names, AnswerLine line, Ticker ticker) {
        this.legacy = legacy;
        this.line = line;
        this.ticker = ticker;
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
        SharedQuestion mine = new SharedQuestion(ticker.read());
        CompletableFuture<LookupOutcome> first = answers.asMap().putIfAbsent(query, mine);
        return first == null ? ask(query, context, mine) : line.await((SharedQuestion) first);
    }

    private LookupOutcome ask(LegacyQuery query, RequestContext context, SharedQuestion question) {
        LookupOutcome outcome = null;
        try {
            outcome = legacy.find(query, context);
            return outcome;
        } finally {
            if (!(outcome instanceof LookupOutcome.NotFound)) {
                answers.asMap().remove(query, question);
            }
            line.answer(question, outcome);
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
