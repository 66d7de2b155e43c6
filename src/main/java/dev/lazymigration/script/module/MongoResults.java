package dev.lazymigration.script.module;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCursor;
import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;

/** What a query found, read batch by batch. */
final class MongoResults implements AutoCloseable {

    /** A run keeps no more than this of one query; a legacy document is some kilobytes. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final MongoCursor<RawBsonDocument> cursor;
    private final MongoFailure failure;
    private long bytes;

    MongoResults(MongoCursor<RawBsonDocument> cursor, MongoFailure failure) {
        this.cursor = cursor;
        this.failure = failure;
    }

    /** The next batch as a JSON array that is not empty, or nothing when there is no more. */
    Optional<String> more(Deadline deadline) throws HostException {
        TimeIsUp.check(deadline, "reading from the database");
        try {
            if (!cursor.hasNext()) {
                return Optional.empty();
            }
            StringBuilder batch = new StringBuilder();
            do {
                RawBsonDocument document = cursor.next();
                bytes += document.getByteBuffer().remaining();
                if (bytes > MAX_BYTES) {
                    throw HostException.unavailable(
                            "The result is larger than " + MAX_BYTES + " bytes", null, Map.of(), null);
                }
                batch.append(batch.isEmpty() ? '[' : ',').append(document.toJson(MongoText.CANONICAL));
            } while (cursor.available() > 0);
            return Optional.of(batch.append(']').toString());
        } catch (MongoException e) {
            throw failure.of(e);
        }
    }

    @Override
    public void close() {
        cursor.close();
    }
}
