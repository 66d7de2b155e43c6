package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.ScriptedDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in the shapes in which people use the module, in Auth0's calling convention. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MongoTemplateTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "acme", "shop", "The shop", null, null);
    private static final String ADA = "507f1f77bcf86cd799439011";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LegacyMongo mongo = LegacyMongo.launch();
    private final MongoPools pools = new MongoPools(HostSettings.DEFAULT);

    @BeforeAll
    void fill() {
        String filled =
                find("""
                        async function (email, callback) {
                          const { MongoClient, ObjectId } = require('mongodb');
                          const bcrypt = require('bcrypt');
                          const users = new MongoClient(configuration.URI).db('legacy').collection('users');
                          await users.insertOne({
                            _id: new ObjectId('%s'), email: email, username: 'ada', password: bcrypt.hashSync('right', 4),
                            emails: [{ address: email, verified: true }], contactInfo: { email: email },
                          });
                          callback(null, { user_id: 'filled' });
                        }"""
                                .formatted(ADA))
                        .toString();
        assertThat(filled).contains("filled");
    }

    @AfterAll
    void nothingIsLent() {
        assertThat(pools.active()).isZero();
        pools.close();
        mongo.close();
    }

    private ScriptedDirectory directory(String login, String getUser) {
        return new ScriptedDirectory(DirectorySettings.of("legacy", login, getUser)
                .withDialect(ScriptDialect.AUTH0)
                .withEnv(Map.of("URI", mongo.uri("legacy"), "HOST", mongo.uri("")), Set.of())
                .withTimeLimits(LIMIT, LIMIT)
                .withHostModules(List.of(new MongoModule(pools), new BcryptModule())));
    }

    private LookupOutcome find(String script) {
        try (ScriptedDirectory directory = directory("() => null", script)) {
            return directory.find(LegacyQuery.byEmail("ada@example.org"), CONTEXT);
        }
    }

    private LoginOutcome login(String script, String email, String password) {
        try (ScriptedDirectory directory = directory(script, "() => null")) {
            return directory.login(LegacyQuery.byEmail(email), password, CONTEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Callbacks all the way, as in the published template, with a version that has promises only.
                """
                function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  const MongoClient = require('mongodb@5.1.0').MongoClient;
                  const client = new MongoClient(configuration.URI);
                  client.connect(function (err) {
                    if (err) return callback(err);
                    const users = client.db('legacy').collection('users');
                    users.findOne({ email: email }, function (err, user) {
                      if (err || !user) {
                        client.close();
                        return callback(err || new WrongUsernameOrPasswordError(email));
                      }
                      bcrypt.compare(password, user.password, function (err, isValid) {
                        client.close();
                        if (err || !isValid) return callback(err || new WrongUsernameOrPasswordError(email));
                        return callback(null, { user_id: user._id.toString(), email: user.email });
                      });
                    });
                  });
                }""",
                // Awaits a call that it gives a callback, and closes after it has answered.
                """
                async function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  const { MongoClient } = require('mongodb@4.1.0');
                  const client = new MongoClient(configuration.HOST, { useNewUrlParser: true, useUnifiedTopology: true });
                  await client.connect(async function (err) {
                    if (err) return callback(err);
                    const users = client.db('legacy').collection('users');
                    const found = await users.find({ 'emails.address': email })
                      .collation({ locale: 'en', strength: 2 }).toArray();
                    if (found.length === 0) {
                      callback(new WrongUsernameOrPasswordError(email));
                      return await client.close();
                    }
                    const user = found[0];
                    const address = user.emails.find(function (one) { return one.verified; }).address;
                    if (!bcrypt.compareSync(password, user.password)) {
                      return callback(new WrongUsernameOrPasswordError(email));
                    }
                    callback(null, { user_id: user._id.toString(), email: address });
                    await client.close();
                  });
                }""",
                // Promises, with the static function, and without any close.
                """
                async function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  const { MongoClient } = require('mongodb');
                  try {
                    const client = await MongoClient.connect(configuration.URI);
                    const user = await client.db('legacy').collection('users').findOne({ 'contactInfo.email': email });
                    if (!user || !(await bcrypt.compare(password, user.password))) {
                      return callback(new WrongUsernameOrPasswordError(email));
                    }
                    callback(null, { user_id: user._id, email: user.email });
                  } catch (e) {
                    callback(e);
                  }
                }""",
                // Version 2: connect gives the database.
                """
                function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  require('mongodb@2.1.4').MongoClient.connect(configuration.URI, function (err, db) {
                    if (err) return callback(err);
                    db.collection('users', function (err, users) {
                      users.findOne({ email: email }, { fields: { email: 1, password: 1 } }, function (err, user) {
                        db.close();
                        if (!user || !bcrypt.compareSync(password, user.password)) {
                          return callback(new WrongUsernameOrPasswordError(email));
                        }
                        callback(null, { user_id: String(user._id), email: user.email });
                      });
                    });
                  });
                }""",
                // The template of Auth0 itself: the module is called.
                """
                function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  const mongo = require('mongodb');
                  mongo(configuration.URI, function (db) {
                    const users = db.collection('users');
                    users.findOne({ email: email }, function (err, user) {
                      if (err) return callback(err);
                      if (!user) return callback(new WrongUsernameOrPasswordError(email));
                      bcrypt.compare(password, user.password, function (err, isValid) {
                        if (err) return callback(err);
                        if (!isValid) return callback(new WrongUsernameOrPasswordError(email));
                        return callback(null, { user_id: user._id.toString(), nickname: user.username, email: user.email });
                      });
                    });
                  });
                }""",
                // As up to version 3.
                """
                function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  const mongo = require('mongodb@3.1.4');
                  mongo(configuration.URI, { useNewUrlParser: true }, function (err, client) {
                    if (err) return callback(err);
                    client.db('legacy').collection('users').findOne({ email: email }, function (err, user) {
                      client.close();
                      if (!user || !bcrypt.compareSync(password, user.password)) {
                        return callback(new WrongUsernameOrPasswordError(email));
                      }
                      callback(null, { user_id: user._id.toString() });
                    });
                  });
                }""",
                """
                async function login(email, password, callback) {
                  const mongo = require('mongodb');
                  const client = await mongo(configuration.URI);
                  const user = await client.db().collection('users').findOne({ email: email });
                  if (!user || !require('bcrypt').compareSync(password, user.password)) {
                    return callback(new WrongUsernameOrPasswordError(email));
                  }
                  callback(null, { user_id: user._id.toString() });
                }""",
                // The helper of old templates.
                """
                function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  require('mongo-getdb')(configuration.URI, function (db) {
                    db.collection('users').findOne({ email: email }, function (err, user) {
                      if (!user || !bcrypt.compareSync(password, user.password)) {
                        return callback(new WrongUsernameOrPasswordError(email));
                      }
                      callback(null, { user_id: user._id.toHexString(), email: user.email });
                    });
                  });
                }""",
                // Awaits the query that answers by its callback.
                """
                async function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  const { MongoClient } = require('mongodb@3.1.4');
                  const client = new MongoClient(configuration.URI);
                  await client.connect();
                  await client.db().collection('users').findOne({ email }, (err, user) => {
                    if (!user || !bcrypt.compareSync(password, user.password)) {
                      return callback(new WrongUsernameOrPasswordError(email));
                    }
                    callback(null, { ...user, user_id: user._id });
                  });
                  await client.close();
                }""",
            })
    void logUsersIn(String script) {
        assertThat(login(script, "ada@example.org", "right"))
                .isInstanceOfSatisfying(
                        LoginOutcome.Authenticated.class,
                        in -> assertThat(in.user().id()).isEqualTo(ADA));
        assertThat(login(script, "ada@example.org", "wrong")).isInstanceOf(LoginOutcome.Refused.class);
        assertThat(login(script, "eve@example.org", "right")).isInstanceOf(LoginOutcome.Refused.class);
    }

    @Test
    void findUsers() {
        assertThat(
                        find(
                                """
                                function getByEmail(email, callback) {
                                  const MongoClient = require('mongodb@3.1.4').MongoClient;
                                  const client = new MongoClient(configuration.HOST);
                                  client.connect(function (err) {
                                    if (err) return callback(err);
                                    client.db('legacy').collection('users').findOne({ username: 'nobody' }, function (err, user) {
                                      client.close();
                                      if (err) return callback(err);
                                      if (!user) return callback(null, null);
                                      callback(null, { user_id: user._id.toString() });
                                    });
                                  });
                                }"""))
                .isEqualTo(new LookupOutcome.NotFound());
    }

    @Test
    void thatThrowInACallbackEndAtOnce() {
        assertThat(
                        find(
                                """
                                async function getByEmail(email, callback) {
                                  const client = new (require('mongodb').MongoClient)(configuration.URI);
                                  await client.connect(async (err) => {
                                    const user = await client.db().collection('users').findOne({ email: email });
                                    callback(null, { user_id: user.missing.field });
                                  });
                                }"""))
                .isInstanceOfSatisfying(LookupOutcome.Broken.class, broken -> assertThat(broken.reason())
                        .contains("TypeError"));
    }

    @Test
    void needAModuleThatIsThere() {
        assertThat(find("function (email, callback) { require('mongoose').connect(configuration.URI); }"))
                .isInstanceOfSatisfying(LookupOutcome.Broken.class, broken -> assertThat(broken.reason())
                        .contains("Cannot find module 'mongoose'", "mongodb"));
    }
}
