package dev.lazymigration.script.module;

import com.mongodb.MongoException;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonSerializationException;
import org.bson.RawBsonDocument;

/**
 * A client as a script has it: from its {@code connect()} to its {@code close()}, or the run's. Whatever it does has the
 * time that its run has left: the driver tells the server ({@code maxTimeMS}) and stops waiting itself.
 */
final class MongoSession implements AutoCloseable {

    private final MongoClient client;
    private final MongoFailure failure;
    private final Runnable giveBack;
    private boolean closed;

    MongoSession(MongoClient client, MongoFailure failure, Runnable giveBack) {
        this.client = client;
        this.failure = failure;
        this.giveBack = giveBack;
    }

    Named collection(String database, String name) throws HostException {
        return new Named(perform(() -> client.getDatabase(database).getCollection(name, RawBsonDocument.class)));
    }

    BsonDocument command(String database, BsonDocument command, Deadline deadline) throws HostException {
        MongoDatabase within =
                perform(() -> client.getDatabase(database).withTimeout(millis(deadline), TimeUnit.MILLISECONDS));
        return inTime(deadline, () -> within.runCommand(command, client.getReadPreference(), BsonDocument.class));
    }

    /** Gives the client back; a second time does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            giveBack.run();
        }
    }

    private static long millis(Deadline deadline) {
        return Math.max(1, deadline.remaining().toMillis());
    }

    private <T> T inTime(Deadline deadline, Supplier<T> work) throws HostException {
        TimeIsUp.check(deadline, "a database operation");
        return perform(work);
    }

    private <T> T perform(Supplier<T> work) throws HostException {
        try {
            return work.get();
        } catch (MongoException e) {
            throw failure.of(e);
        } catch (IllegalArgumentException | BsonInvalidOperationException | BsonSerializationException e) {
            // The driver refuses what the script wants done before it asks the server.
            throw HostException.misuse(failure.scrub(String.valueOf(e.getMessage())));
        }
    }

    /** One of the collections. */
    final class Named {

        private final MongoCollection<RawBsonDocument> collection;

        private Named(MongoCollection<RawBsonDocument> collection) {
            this.collection = collection;
        }

        MongoResults find(BsonDocument wish, Deadline deadline) throws HostException {
            MongoWish find = new MongoWish(wish);
            return inTime(deadline, () -> {
                FindIterable<RawBsonDocument> found = within(find.millis(millis(deadline)))
                        .find(find.document("filter").orElseGet(BsonDocument::new))
                        .limit(find.number("limit"))
                        .skip(find.number("skip"))
                        .batchSize(find.number("batchSize"));
                find.document("projection").ifPresent(found::projection);
                find.document("sort").ifPresent(found::sort);
                find.document("min").ifPresent(found::min);
                find.document("max").ifPresent(found::max);
                find.document("hint").ifPresent(found::hint);
                find.text("hint").ifPresent(found::hintString);
                find.collation().ifPresent(found::collation);
                return new MongoResults(found.cursor(), failure);
            });
        }

        MongoResults aggregate(BsonDocument wish, Deadline deadline) throws HostException {
            MongoWish aggregate = new MongoWish(wish);
            return inTime(deadline, () -> {
                AggregateIterable<RawBsonDocument> found = within(aggregate.millis(millis(deadline)))
                        .aggregate(aggregate.documents("pipeline"))
                        .batchSize(aggregate.number("batchSize"))
                        .allowDiskUse(aggregate.flag("allowDiskUse"));
                aggregate.document("hint").ifPresent(found::hint);
                aggregate.text("hint").ifPresent(found::hintString);
                aggregate.collation().ifPresent(found::collation);
                return new MongoResults(found.cursor(), failure);
            });
        }

        BsonDocument write(BsonDocument wish, Deadline deadline) throws HostException {
            MongoWrites writes = new MongoWrites(wish);
            return inTime(deadline, () -> writes.to(within(millis(deadline))));
        }

        private MongoCollection<RawBsonDocument> within(long millis) {
            return collection.withTimeout(millis, TimeUnit.MILLISECONDS);
        }
    }
}
