package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LookupOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts find in the module {@code mongodb}, against a server that speaks the real protocol. */
class MongoScriptTest {

    private static final String CONNECT = "const { MongoClient, ObjectId } = require('mongodb');"
            + "const client = new MongoClient(env.MONGO_URI); await client.connect();"
            + "const users = client.db().collection('users'); ";

    private static final String FILLED = CONNECT
            + "await users.insertMany(['ada', 'bob', 'eve'].map((name, i) => ({ _id: i + 1, name: name,"
            + " age: 30 + 10 * i, emails: [{ address: name + '@example.org', verified: i === 0 }] }))); ";

    private final LegacyMongo mongo = LegacyMongo.launch();
    private final MongoPools pools = new MongoPools(HostSettings.DEFAULT);
    private final NodeScript script =
            NodeScript.on(List.of(new MongoModule(pools))).env("MONGO_URI", mongo.uri("legacy"));

    @AfterEach
    void nothingIsLent() {
        assertThat(pools.active()).isZero();
        pools.close();
        mongo.close();
    }

    private String json(String body) {
        return String.valueOf(script.value("return JSON.stringify(await (async () => {" + body + "})());"));
    }

    @Nested
    class Values {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "'x' | x => x | \"x\"",
                    "'' | x => x | \"\"",
                    "true | x => x | true",
                    "null | x => x | null",
                    "undefined | x => x | null",
                    "7 | x => x | 7",
                    "-2147483648 | x => x | -2147483648",
                    "2147483648 | x => x | 2147483648",
                    "0.1 | x => x | 0.1",
                    "1e300 | x => x | 1e+300",
                    "-0 | x => Object.is(x, -0) | true",
                    "NaN | x => isNaN(x) | true",
                    "-Infinity | x => x === -Infinity | true",
                    "Long.fromString('9007199254740993') | x => [x._bsontype, x.toString()] | [\"Long\",\"9007199254740993\"]",
                    "Long.fromNumber(5) | x => x | 5",
                    "BigInt('1234567890123') | x => x | 1234567890123",
                    "new Double(3) | x => x | 3",
                    "new Int32(3) | x => x | 3",
                    "Decimal128.fromString('1.50') | x => x.toString() | \"1.50\"",
                    "new Date(1577934245678) | x => [x instanceof Date, x.toISOString()] | [true,\"2020-01-02T03:04:05.678Z\"]",
                    "new Date(-1) | x => x.getTime() | -1",
                    "/^a+b\\/c/i | x => [x instanceof RegExp, x.source, x.flags] | [true,\"^a+b\\\\/c\",\"i\"]",
                    "Buffer.from([0, 1, 255]) | x => [Buffer.isBuffer(x.buffer), x.buffer.toString('hex'), x.toString('base64'), x.length()] | [true,\"0001ff\",\"AAH/\",3]",
                    "new UUID('6f9619ff-8b86-4011-b42d-00cf4fc964ff') | x => [x instanceof UUID, x.toString()] | [true,\"6f9619ff-8b86-4011-b42d-00cf4fc964ff\"]",
                    "new ObjectId('507f1f77bcf86cd799439011') | x => [x instanceof ObjectId, x] | [true,\"507f1f77bcf86cd799439011\"]",
                    "new MinKey() | x => x instanceof MinKey | true",
                    "new MaxKey() | x => x instanceof MaxKey | true",
                    "{ z: 1, a: { y: [1, [2, { b: null }]], x: {} } } | x => x | {\"z\":1,\"a\":{\"y\":[1,[2,{\"b\":null}]],\"x\":{}}}",
                    "[] | x => x | []",
                    "new Map([['k', 1]]) | x => x | {\"k\":1}",
                    "{ f: () => 1, g: 2 } | x => x | {\"g\":2}",
                    "{ toBSON: () => 'own' } | x => x | \"own\"",
                })
        void survive(String value, String look, String json) {
            assertThat(json(CONNECT
                            + "const { Long, Double, Int32, Decimal128, Binary, UUID, MinKey, MaxKey } = require('mongodb');"
                            + "await users.insertOne({ _id: 1, v: " + value + " });"
                            + "return ((" + look + ")((await users.findOne({ _id: 1 })).v));"))
                    .isEqualTo(json);
        }
    }

    @Nested
    class Queries {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{} | [1,2,3]",
                    "{ name: 'ada' } | [1]",
                    "{ 'emails.address': 'bob@example.org' } | [2]",
                    "{ $or: [{ name: 'ada' }, { _id: 3 }] } | [1,3]",
                    "{ name: /^E/i } | [3]",
                    "{ name: { $regex: '^E', $options: 'i' } } | [3]",
                    "{ name: { $regex: 'b$' } } | [2]",
                    "{ _id: { $in: [1, 2] } } | [1,2]",
                    "{ age: { $gt: 30, $lte: 50 } } | [2,3]",
                    "{ missing: { $exists: false } } | [1,2,3]",
                    "{ name: { $type: 'string' } } | [1,2,3]",
                    "{ emails: { $elemMatch: { verified: true } } } | [1]",
                    "{ name: { $ne: 'ada' } } | [2,3]",
                })
        void find(String filter, String ids) {
            assertThat(json(FILLED + "return (await users.find(" + filter
                            + ").sort({ _id: 1 }).toArray()).map((u) => u._id);"))
                    .isEqualTo(ids);
        }
    }

    @Nested
    class Cursors {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "(await users.find().sort({ age: -1 }).skip(1).limit(1).toArray()).map((u) => u.name) | [\"bob\"]",
                    "(await users.find().sort('age', -1).toArray()).map((u) => u._id) | [3,2,1]",
                    "(await users.find().sort([['age', 'desc']]).toArray()).map((u) => u._id) | [3,2,1]",
                    "await users.find({ _id: 1 }).project({ name: 1, _id: 0 }).toArray() | [{\"name\":\"ada\"}]",
                    "await users.find({ _id: 1 }, { projection: { name: 1, _id: 0 } }).toArray() | [{\"name\":\"ada\"}]",
                    "await users.find({ _id: 1 }, { name: 1, _id: 0 }).toArray() | [{\"name\":\"ada\"}]",
                    "await users.findOne({ _id: 1 }, { fields: { name: 1, _id: 0 } }) | {\"name\":\"ada\"}",
                    "await users.find().map((u) => u.name).toArray() | [\"ada\",\"bob\",\"eve\"]",
                    "await users.find().count() | 3",
                    "await users.find().batchSize(1).maxTimeMS(10000).next().then((u) => u.name) | \"ada\"",
                    "await users.aggregate([{ $match: { age: { $gt: 30 } } }, { $group: { _id: null, n: { $sum: 1 } } }]).toArray() | [{\"_id\":null,\"n\":2}]",
                    "await users.countDocuments({ age: { $gt: 30 } }) | 2",
                    "await users.count({ age: 30 }) | 1",
                    "await users.estimatedDocumentCount() | 3",
                    "await users.distinct('name', { _id: { $lt: 3 } }) | [\"ada\",\"bob\"]",
                    "await users.findOne({ name: 'nobody' }) | null",
                })
        void answer(String expression, String json) {
            assertThat(json(FILLED + "return " + expression + ";")).isEqualTo(json);
        }

        @Test
        void areReadStepByStep() {
            assertThat(json(FILLED + "const seen = []; const cursor = users.find().batchSize(2);"
                            + "while (await cursor.hasNext()) { seen.push((await cursor.next()).name); }"
                            + "seen.push(await cursor.next());"
                            + "await users.find().forEach((u) => { seen.push(u._id); });"
                            + "for await (const u of users.find().sort({ _id: -1 })) { seen.push(u._id); }"
                            + "return seen;"))
                    .isEqualTo("[\"ada\",\"bob\",\"eve\",null,1,2,3,3,2,1]");
        }

        @Test
        void flowLikeStreams() {
            assertThat(json(FILLED + "const seen = []; await new Promise((done) => users.find()"
                            + ".on('data', (u) => seen.push(u._id)).on('end', done));"
                            + "return seen;"))
                    .isEqualTo("[1,2,3]");
        }

        @Test
        void tellTheServerTheCollation() {
            script.value(
                    FILLED + "await users.find({ name: 'ada' }).collation({ locale: 'en', strength: 2 }).toArray();");

            assertThat(mongo.commands("find").get(0).get("collation"))
                    .asString()
                    .contains("\"locale\" : \"en\"", "\"strength\" : 2");
        }

        @Test
        void areBoundedInSize() {
            mongo.insert("legacy", "users", 17, "x".repeat(1024 * 1024));

            assertThat(script.find(
                            "async (query) => { " + CONNECT + "await users.find().toArray(); }", LegacyQuery.byId("1")))
                    .isInstanceOfSatisfying(
                            LookupOutcome.Unavailable.class,
                            unavailable -> assertThat(unavailable.reason()).contains("larger than 16777216 bytes"));
        }
    }

    @Nested
    class Writes {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "users.insertOne({ _id: 9 }) | r => [r.acknowledged, r.insertedId, r.insertedCount, r.result.n, r.ops[0]._id] | [true,9,1,1,9]",
                    "users.insertOne({ name: 'x' }) | r => r.insertedId instanceof ObjectId | true",
                    "users.insertMany([{ _id: 8 }, { _id: 9 }]) | r => [r.insertedCount, r.insertedIds] | [2,{\"0\":8,\"1\":9}]",
                    "users.insert([{ _id: 8 }, { _id: 9 }]) | r => r.result | {\"ok\":1,\"n\":2}",
                    "users.updateOne({ _id: 1 }, { $set: { name: 'Ada' }, $inc: { age: 1 } }) | r => [r.matchedCount, r.modifiedCount, r.upsertedId, r.result.nModified] | [1,1,null,1]",
                    "users.updateOne({ _id: 7 }, { $set: { name: 'x' } }, { upsert: true }) | r => [r.matchedCount, r.upsertedCount, r.upsertedId] | [0,1,7]",
                    "users.updateMany({}, { $set: { seen: true } }) | r => [r.matchedCount, r.modifiedCount] | [3,3]",
                    "users.update({ _id: 1 }, { name: 'only' }) | r => r.result.n | 1",
                    "users.update({}, { $set: { a: 1 } }, { multi: true }) | r => r.result.nModified | 3",
                    "users.replaceOne({ _id: 1 }, { name: 'new' }) | r => r.modifiedCount | 1",
                    "users.deleteOne({ _id: { $gt: 0 } }) | r => [r.deletedCount, r.result.n] | [1,1]",
                    "users.deleteMany({ _id: { $gt: 1 } }) | r => r.deletedCount | 2",
                    "users.remove({ _id: 1 }) | r => r.result.n | 1",
                    "users.findOneAndUpdate({ _id: 1 }, { $set: { name: 'Ada' } }) | r => [r.value.name, r.ok] | [\"ada\",1]",
                    "users.findOneAndUpdate({ _id: 1 }, { $set: { name: 'Ada' } }, { returnDocument: 'after' }) | r => r.value.name | \"Ada\"",
                    "users.findOneAndUpdate({ _id: 1 }, { $set: { name: 'Ada' } }, { returnOriginal: false }) | r => r.value.name | \"Ada\"",
                    "users.findOneAndUpdate({ _id: 99 }, { $set: { name: 'Ada' } }, { includeResultMetadata: false }) | r => r | null",
                    "users.findOneAndDelete({ _id: 2 }) | r => r.value.name | \"bob\"",
                    "users.findAndModify({ age: { $gt: 0 } }, [['age', -1]], { $set: { top: 1 } }, { new: true }) | r => [r.value._id, r.value.top] | [3,1]",
                    "users.bulkWrite([{ insertOne: { document: { _id: 9 } } }, { updateOne: { filter: { _id: 1 }, update: { $set: { a: 1 } } } }, { deleteOne: { filter: { _id: 2 } } }]) | r => [r.insertedCount, r.modifiedCount, r.deletedCount] | [1,1,1]",
                    "users.createIndex({ name: 1 }, { unique: true }) | r => r | \"name_1\"",
                    "client.db().command({ ping: 1 }) | r => r.ok | 1",
                    "client.db().admin().ping() | r => r.ok | 1",
                    "client.db().listCollections().toArray() | r => r.map((c) => c.name) | [\"users\"]",
                })
        void answerAsTheNodeDriverDoes(String call, String look, String json) {
            assertThat(json(FILLED + "return (" + look + ")(await " + call + ");"))
                    .isEqualTo(json);
        }

        @Test
        void giveTheDocumentItsId() {
            assertThat(json(CONNECT + "const user = { name: 'x' }; await users.insertOne(user);"
                            + "return (await users.findOne({ _id: user._id })).name;"))
                    .isEqualTo("\"x\"");
        }

        @Test
        void needOperatorsWhereTheyUpdate() {
            assertThat(script.error(CONNECT + "await users.updateOne({}, { name: 'x' });"))
                    .isEqualTo("Update document requires atomic operators");
        }

        @Test
        void tellOfDuplicates() {
            assertThat(script.value(FILLED + "const { MongoServerError, MongoError } = require('mongodb');"
                            + "try { await users.insertOne({ _id: 1 }); } catch (e) {"
                            + " return [e.code, e.name, e instanceof MongoServerError, e instanceof MongoError,"
                            + " /E11000/.test(e.message)]; }"))
                    .isEqualTo(List.of(11000, "MongoServerError", true, true, true));
        }

        @Test
        void leaveUndefinedOutWhenTheClientSaysSo() {
            assertThat(json("const { MongoClient } = require('mongodb');"
                            + "const users = new MongoClient(env.MONGO_URI, { ignoreUndefined: true }).db().collection('users');"
                            + "await users.insertOne({ _id: 1, a: undefined });"
                            + "return await users.findOne({});"))
                    .isEqualTo("{\"_id\":1}");
        }

        @Test
        void refuseWhatContainsItself() {
            assertThat(script.error(CONNECT + "const a = {}; a.a = a; await users.insertOne(a);"))
                    .asString()
                    .contains("circular structure");
        }
    }

    @Nested
    class ObjectIds {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "ObjectID('507f1f77bcf86cd799439011').toString() | \"507f1f77bcf86cd799439011\"",
                    "new ObjectId('507F1F77BCF86CD799439011').toHexString() | \"507f1f77bcf86cd799439011\"",
                    "String(new ObjectId('abcdefghijkl')) | \"6162636465666768696a6b6c\"",
                    "new ObjectId(Buffer.from('507f1f77bcf86cd799439011', 'hex')) | \"507f1f77bcf86cd799439011\"",
                    "new ObjectId(new ObjectId('507f1f77bcf86cd799439011')) | \"507f1f77bcf86cd799439011\"",
                    "new ObjectId(1577934245).getTimestamp().toISOString() | \"2020-01-02T03:04:05.000Z\"",
                    "new ObjectId().toString().length | 24",
                    "new ObjectId().equals(new ObjectId()) | false",
                    "new ObjectId('507f1f77bcf86cd799439011').equals('507F1F77bcf86cd799439011') | true",
                    "ObjectId.isValid('507f1f77bcf86cd799439011') | true",
                    "ObjectId.isValid('ada@example.org') | false",
                    "ObjectId.isValid(null) | false",
                    "ObjectId.createFromHexString('507f1f77bcf86cd799439011') | \"507f1f77bcf86cd799439011\"",
                    "'' + new ObjectId('507f1f77bcf86cd799439011') | \"507f1f77bcf86cd799439011\"",
                    "({ id: new ObjectId('507f1f77bcf86cd799439011') }) | {\"id\":\"507f1f77bcf86cd799439011\"}",
                })
        void areThoseOfTheNodeDriver(String expression, String json) {
            assertThat(json("const { ObjectId, ObjectID } = require('mongodb'); return " + expression + ";"))
                    .isEqualTo(json);
        }

        @Test
        void areToldWhenTheyCanNotBeOne() {
            assertThat(script.error("require('mongodb').ObjectId('xyz');"))
                    .asString()
                    .contains("24 hex characters");
        }

        @Test
        void becomeTheIdOfAProfileAsTheyAre() {
            assertThat(script.find(
                            "async (query) => { " + CONNECT
                                    + "await users.insertOne({ _id: new ObjectId('507f1f77bcf86cd799439011') });"
                                    + "const user = await users.findOne({});"
                                    + "return { user_id: user._id, email: 'ada@example.org' }; }",
                            LegacyQuery.byId("1")))
                    .isInstanceOfSatisfying(
                            LookupOutcome.Found.class,
                            found -> assertThat(found.user().id()).isEqualTo("507f1f77bcf86cd799439011"));
        }

        @Test
        void comeFromThePackageBsonToo() {
            assertThat(json(CONNECT + "const bson = require('bson@4');"
                            + "await users.insertOne({ _id: bson.ObjectId('507f1f77bcf86cd799439011') });"
                            + "return [bson.ObjectId === ObjectId, (await users.findOne({}))._id];"))
                    .isEqualTo("[true,\"507f1f77bcf86cd799439011\"]");
        }
    }
}
