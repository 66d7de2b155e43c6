package dev.lazymigration.script.module;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One of the driver's clients, with its connections and monitors, and who uses it. Guarded by {@link MongoPools}. */
final class MongoShare {

    private final MongoClient client;
    private final MongoWatch watch;
    private final Duration patience;
    private int users;
    private long idleSince = System.nanoTime();

    private MongoShare(MongoClient client, MongoWatch watch, Duration patience) {
        this.client = client;
        this.watch = watch;
        this.patience = patience;
    }

    static MongoShare open(MongoTarget target, MongoSettings settings, Deadline deadline) throws HostException {
        MongoWatch watch = new MongoWatch();
        MongoClientSettings configured = settings.of(target, watch, deadline);
        long millis = configured.getClusterSettings().getServerSelectionTimeout(TimeUnit.MILLISECONDS);
        return new MongoShare(
                MongoClients.create(configured), watch, Duration.ofMillis(millis < 0 ? Integer.MAX_VALUE : millis));
    }

    MongoClient client() {
        return client;
    }

    void await(MongoFailure failure, Deadline deadline) throws HostException {
        Duration remaining = deadline.remaining();
        watch.await(remaining.compareTo(patience) < 0 ? remaining : patience, failure);
    }

    /** Whether no server could be reached when it was last tried. */
    boolean isInTrouble() {
        return watch.trouble().isPresent();
    }

    void lend() {
        users++;
    }

    void giveBack() {
        users--;
        idleSince = System.nanoTime();
    }

    boolean isIdle() {
        return users == 0;
    }

    Duration idle() {
        return isIdle() ? Duration.ofNanos(System.nanoTime() - idleSince) : Duration.ZERO;
    }

    void close() {
        client.close();
    }
}
