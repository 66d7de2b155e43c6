package dev.lazymigration.script.module;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.DeleteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Writes as the Node driver's {@code bulkWrite} takes them: {@code operations}, each with one field that says what to
 * do, and {@code ordered}.
 */
record MongoWrites(BsonDocument wish) {

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    BsonDocument to(MongoCollection<RawBsonDocument> collection) {
        List<WriteModel<RawBsonDocument>> models = new MongoWish(wish)
                .documents("operations").stream().map(MongoWrites::model).toList();
        boolean ordered = !BsonBoolean.FALSE.equals(wish.get("ordered"));
        return described(collection.bulkWrite(models, new BulkWriteOptions().ordered(ordered)));
    }

    private static WriteModel<RawBsonDocument> model(BsonDocument operation) {
        String kind = operation.isEmpty() ? "" : operation.getFirstKey();
        MongoWish fields =
                new MongoWish(operation.get(kind) instanceof BsonDocument document ? document : new BsonDocument());
        BsonDocument filter = fields.document("filter").orElseGet(BsonDocument::new);
        return switch (kind) {
            case "insertOne" -> new InsertOneModel<>(raw(fields, "document"));
            case "replaceOne" -> new ReplaceOneModel<>(filter, raw(fields, "replacement"), replaceOptions(fields));
            case "updateOne" ->
                fields.isArray("update")
                        ? new UpdateOneModel<>(filter, fields.documents("update"), updateOptions(fields))
                        : new UpdateOneModel<>(filter, update(fields), updateOptions(fields));
            case "updateMany" ->
                fields.isArray("update")
                        ? new UpdateManyModel<>(filter, fields.documents("update"), updateOptions(fields))
                        : new UpdateManyModel<>(filter, update(fields), updateOptions(fields));
            case "deleteOne" -> new DeleteOneModel<>(filter, deleteOptions(fields));
            case "deleteMany" -> new DeleteManyModel<>(filter, deleteOptions(fields));
            default ->
                throw new IllegalArgumentException("bulkWrite only supports insertOne, updateOne, updateMany,"
                        + " replaceOne, deleteOne, deleteMany");
        };
    }

    private static RawBsonDocument raw(MongoWish fields, String name) {
        BsonDocument document =
                fields.document(name).orElseThrow(() -> new IllegalArgumentException("The " + name + " is missing"));
        return new RawBsonDocument(document, CODEC);
    }

    private static BsonDocument update(MongoWish fields) {
        return fields.document("update").orElseThrow(() -> new IllegalArgumentException("The update is missing"));
    }

    private static UpdateOptions updateOptions(MongoWish fields) {
        UpdateOptions options = new UpdateOptions().upsert(fields.flag("upsert"));
        if (fields.isArray("arrayFilters")) {
            options.arrayFilters(fields.documents("arrayFilters"));
        }
        fields.document("hint").ifPresent(options::hint);
        fields.text("hint").ifPresent(options::hintString);
        fields.collation().ifPresent(options::collation);
        return options;
    }

    private static ReplaceOptions replaceOptions(MongoWish fields) {
        ReplaceOptions options = new ReplaceOptions().upsert(fields.flag("upsert"));
        fields.document("hint").ifPresent(options::hint);
        fields.text("hint").ifPresent(options::hintString);
        fields.collation().ifPresent(options::collation);
        return options;
    }

    private static DeleteOptions deleteOptions(MongoWish fields) {
        DeleteOptions options = new DeleteOptions();
        fields.document("hint").ifPresent(options::hint);
        fields.text("hint").ifPresent(options::hintString);
        fields.collation().ifPresent(options::collation);
        return options;
    }

    private static BsonDocument described(BulkWriteResult result) {
        BsonDocument described = new BsonDocument("acknowledged", BsonBoolean.valueOf(result.wasAcknowledged()));
        if (!result.wasAcknowledged()) {
            return described;
        }
        BsonArray upserts = new BsonArray();
        for (BulkWriteUpsert upsert : result.getUpserts()) {
            upserts.add(new BsonDocument("index", new BsonInt32(upsert.getIndex())).append("_id", upsert.getId()));
        }
        return described
                .append("insertedCount", new BsonInt32(result.getInsertedCount()))
                .append("matchedCount", new BsonInt32(result.getMatchedCount()))
                .append("modifiedCount", new BsonInt32(result.getModifiedCount()))
                .append("deletedCount", new BsonInt32(result.getDeletedCount()))
                .append("upserts", upserts);
    }
}
