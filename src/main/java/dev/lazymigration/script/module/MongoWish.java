package dev.lazymigration.script.module;

import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationAlternate;
import com.mongodb.client.model.CollationCaseFirst;
import com.mongodb.client.model.CollationMaxVariable;
import com.mongodb.client.model.CollationStrength;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonValue;

/** What a script wants done, with the names that the Node driver gives to its options; others are ignored. */
record MongoWish(BsonDocument fields) {

    Optional<BsonDocument> document(String name) {
        return fields.get(name) instanceof BsonDocument document ? Optional.of(document) : Optional.empty();
    }

    /** An array of documents; one document counts as an array of one. */
    List<BsonDocument> documents(String name) {
        BsonValue value = fields.get(name);
        if (value != null && value.isArray()) {
            return value.asArray().stream().map(BsonValue::asDocument).toList();
        }
        return document(name).map(List::of).orElseGet(List::of);
    }

    boolean isArray(String name) {
        return fields.get(name) instanceof BsonArray;
    }

    Optional<String> text(String name) {
        return fields.get(name) instanceof BsonString text ? Optional.of(text.getValue()) : Optional.empty();
    }

    int number(String name) {
        return fields.get(name) instanceof BsonNumber number ? number.intValue() : 0;
    }

    boolean flag(String name) {
        return BsonBoolean.TRUE.equals(fields.get(name));
    }

    /** The script's own limit for the operation, where it is shorter than the rest of the run. */
    long millis(long remaining) {
        int own = number("maxTimeMS");
        return own > 0 ? Math.min(own, remaining) : remaining;
    }

    Optional<Collation> collation() {
        return document("collation").map(MongoWish::collation);
    }

    private static Collation collation(BsonDocument wish) {
        MongoWish fields = new MongoWish(wish);
        Collation.Builder collation = Collation.builder();
        fields.text("locale").ifPresent(collation::locale);
        fields.text("caseFirst").map(CollationCaseFirst::fromString).ifPresent(collation::collationCaseFirst);
        fields.text("alternate").map(CollationAlternate::fromString).ifPresent(collation::collationAlternate);
        fields.text("maxVariable").map(CollationMaxVariable::fromString).ifPresent(collation::collationMaxVariable);
        if (wish.get("strength") instanceof BsonInt32 strength) {
            collation.collationStrength(CollationStrength.fromInt(strength.getValue()));
        }
        if (wish.containsKey("caseLevel")) {
            collation.caseLevel(fields.flag("caseLevel"));
        }
        if (wish.containsKey("numericOrdering")) {
            collation.numericOrdering(fields.flag("numericOrdering"));
        }
        if (wish.containsKey("normalization")) {
            collation.normalization(fields.flag("normalization"));
        }
        if (wish.containsKey("backwards")) {
            collation.backwards(fields.flag("backwards"));
        }
        return collation.build();
    }
}
