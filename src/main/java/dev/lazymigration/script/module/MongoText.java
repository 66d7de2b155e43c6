package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonSerializationException;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/** Documents as text: MongoDB Extended JSON, which keeps every type. */
final class MongoText {

    static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private MongoText() {}

    static BsonDocument document(String text) throws HostException {
        try {
            return BsonDocument.parse(text);
        } catch (JsonParseException
                | BsonInvalidOperationException
                | BsonSerializationException
                | IllegalArgumentException e) {
            // Not its message, which quotes the document.
            throw HostException.misuse("A document holds a value that BSON does not know");
        }
    }
}
