package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LegacyWebService;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.MariaDb;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerCertificate;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * First logins with scripts in the way of Auth0 against legacy systems of every kind: the libraries in the JAR, under
 * their other names, have to work within the class loaders of a server.
 */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class LegacySystemsIT {

    private static final AtomicInteger REALMS = new AtomicInteger();

    private static final LegacyAccount ADA = LegacyAccount.named("ada");

    private static final String FINDS_ADA =
            """
            function getByEmail(email, callback) {
              callback(null, email === 'ada@example.org' ? { user_id: '7', email, name: 'Ada Example' } : null);
            }""";

    private static final String REQUEST =
            """
            function login(email, password, callback) {
              request.post({ url: configuration.API + '/login', json: { email, password } }, (error, response, body) => {
                if (error) return callback(error);
                if (response.statusCode === 401) return callback(new WrongUsernameOrPasswordError(email));
                callback(null, body);
              });
            }""";

    private final KeycloakServer server;

    LegacySystemsIT(KeycloakServer server) {
        this.server = server;
    }

    private TestRealm realm(String loginScript, Map<String, String> env) {
        StringBuilder rows = new StringBuilder();
        env.forEach((key, value) -> rows.append(rows.isEmpty() ? "" : ",")
                .append("{\"key\":\"%s\",\"value\":\"%s\"}".formatted(key, value)));
        return TestRealm.named("legacy-systems-" + REALMS.incrementAndGet())
                .config("dialect", "auth0")
                .getUserScript(FINDS_ADA)
                .loginScript(loginScript)
                .config("env", "[" + rows + "]")
                .create(server);
    }

    private static void adaComesAcross(TestRealm realm) {
        LoginPage refused = realm.openLogin().signIn("ada@example.org", "a wrong password");
        assertThat(refused.errorText()).isEqualTo("Invalid username or password.");
        assertThat(realm.users()).isEmpty();

        LoginPage login = realm.openLogin().signIn("ada@example.org", ADA.password());

        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(realm.users()).extracting(UserRepresentation::getEmail).containsExactly("ada@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REQUEST,
                """
                async function login(email, password, callback) {
                  const axios = require('axios@0.22.0');
                  try {
                    const { data } = await axios.post(`${configuration.API}/login`, { email, password });
                    callback(null, data);
                  } catch (error) {
                    const refused = error.response && error.response.status === 401;
                    callback(refused ? new WrongUsernameOrPasswordError(email) : error);
                  }
                }""",
                """
                async function login(email, password, callback) {
                  const response = await fetch(configuration.API + '/login', {
                    method: 'POST',
                    headers: { 'Content-Type': 'application/json' },
                    body: JSON.stringify({ email, password })
                  });
                  if (!response.ok) return callback(new WrongUsernameOrPasswordError(email));
                  callback(null, await response.json());
                }"""
            })
    void aWebService(String loginScript) {
        try (LegacyWebService service = LegacyWebService.launch(ADA)) {
            adaComesAcross(realm(loginScript, Map.of("API", service.url())));

            assertThat(service.askedFor()).containsExactly("ada@example.org", "ada@example.org");
        }
    }

    @Test
    void aWebServiceWithACertificateThatTheServerTrusts(ServerCertificate trusted) {
        try (LegacyWebService service = LegacyWebService.launch(ADA, trusted)) {
            adaComesAcross(realm(REQUEST, Map.of("API", service.url())));
        }
    }

    @Test
    void aWebServiceWithACertificateThatNobodyTrustsHearsNoPassword() {
        try (LegacyWebService service = LegacyWebService.launch(ADA, ServerCertificate.issue())) {
            TestRealm realm = realm(REQUEST, Map.of("API", service.url()));
            ServerLog.Mark mark = server.log().mark();

            LoginPage login = realm.openLogin().signIn("ada@example.org", ADA.password());

            assertThat(login.browser().status()).isEqualTo(503);
            assertThat(login.browser().text()).contains("Please try again in a few minutes.");
            server.log().await(mark, "script=login outcome=Unavailable .*");
            assertThat(service.askedFor()).isEmpty();
        }
    }

    @Test
    void postgresInTheWayOfOldScripts(LegacyDatabase legacy) {
        legacy.addUser(ADA);
        TestRealm realm = realm(
                """
                function login(email, password, callback) {
                  const bcrypt = require('bcrypt');
                  require('pg').connect(configuration.URI, (error, client, done) => {
                    if (error) return callback(error);
                    client.query('SELECT * FROM users WHERE email = $1', [email], (problem, result) => {
                      done();
                      if (problem || result.rows.length === 0) {
                        return callback(problem || new WrongUsernameOrPasswordError(email));
                      }
                      bcrypt.compare(password, result.rows[0].password, (failure, matches) => {
                        if (failure || !matches) return callback(failure || new WrongUsernameOrPasswordError(email));
                        callback(null, { user_id: '7', email, name: result.rows[0].name });
                      });
                    });
                  });
                }""",
                Map.of("URI", legacy.connectionUri()));

        adaComesAcross(realm);
    }

    @Test
    @EnabledIf("dev.lazymigration.testkit.MariaDb#runsHere")
    void mariaDb() {
        try (MariaDb legacy = MariaDb.launch()) {
            legacy.execute(
                    "CREATE TABLE users (id INT, email VARCHAR(100), password VARCHAR(100))",
                    "INSERT INTO users VALUES (7, 'ada@example.org', '"
                            + ADA.columns().get("password") + "')");
            TestRealm realm = realm(
                    """
                    function login(email, password, callback) {
                      const mysql = require('mysql');
                      const bcrypt = require('bcrypt');
                      const connection = mysql({
                        host: 'localhost',
                        port: configuration.PORT,
                        user: configuration.USER,
                        password: configuration.PASSWORD,
                        database: configuration.DATABASE
                      });
                      connection.connect();
                      connection.query('SELECT * FROM users WHERE email = ?', [email], (error, results) => {
                        if (error) return callback(error);
                        if (results.length === 0) return callback(new WrongUsernameOrPasswordError(email));
                        bcrypt.compare(password, results[0].password, (failure, matches) => {
                          if (failure || !matches) return callback(failure || new WrongUsernameOrPasswordError(email));
                          callback(null, { user_id: results[0].id.toString(), email: results[0].email, name: 'Ada Example' });
                        });
                      });
                    }""",
                    Map.of(
                            "PORT", String.valueOf(legacy.port()),
                            "USER", MariaDb.user(),
                            "PASSWORD", MariaDb.password(),
                            "DATABASE", MariaDb.database()));

            adaComesAcross(realm);
        }
    }

    @Test
    void mongoDb() {
        MongoServer legacy = new MongoServer(new MemoryBackend());
        try {
            legacy.bind("localhost", 0);
            String uri = "mongodb://localhost:" + legacy.getLocalAddress().getPort() + "/legacy";
            try (MongoClient client = MongoClients.create(uri)) {
                client.getDatabase("legacy")
                        .getCollection("users")
                        .insertOne(new Document("_id", 7)
                                .append("email", ADA.email())
                                .append("password", ADA.columns().get("password")));
            }

            adaComesAcross(realm(
                    """
                    async function login(email, password, callback) {
                      const { MongoClient } = require('mongodb@5.1.0');
                      const bcrypt = require('bcrypt');
                      const client = new MongoClient(configuration.URI);
                      try {
                        await client.connect();
                        const user = await client.db('legacy').collection('users').findOne({ email });
                        if (!user || !(await bcrypt.compare(password, user.password))) {
                          return callback(new WrongUsernameOrPasswordError(email));
                        }
                        callback(null, { user_id: user._id.toString(), email: user.email, name: 'Ada Example' });
                      } catch (error) {
                        callback(error);
                      } finally {
                        await client.close();
                      }
                    }""",
                    Map.of("URI", uri)));
        } finally {
            legacy.shutdownNow();
        }
    }

    @Test
    void anLdapDirectory() throws Exception {
        InMemoryDirectoryServer legacy =
                new InMemoryDirectoryServer(new InMemoryDirectoryServerConfig("dc=example,dc=org"));
        try {
            legacy.startListening();
            legacy.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
            legacy.add(
                    "dn: uid=ada,dc=example,dc=org",
                    "objectClass: inetOrgPerson",
                    "uid: ada",
                    "cn: Ada Example",
                    "sn: Example",
                    "mail: " + ADA.email(),
                    "userPassword: " + ADA.password());

            adaComesAcross(realm(
                    """
                    function login(email, password, callback) {
                      const ldap = require('ldapjs');
                      const client = ldap.createClient({ url: configuration.URL });
                      client.on('error', callback);
                      client.search('dc=example,dc=org', { scope: 'sub', filter: `(mail=${email})` }, (error, found) => {
                        if (error) return callback(error);
                        let entry;
                        found.on('searchEntry', (one) => { entry = one.object; });
                        found.on('error', callback);
                        found.on('end', () => {
                          if (!entry) return callback(new WrongUsernameOrPasswordError(email));
                          client.bind(entry.dn, password, (refused) => {
                            client.unbind();
                            if (refused) return callback(new WrongUsernameOrPasswordError(email));
                            callback(null, { user_id: '7', email: entry.mail, name: entry.cn });
                          });
                        });
                      });
                    }""",
                    Map.of("URL", "ldap://localhost:" + legacy.getListenPort())));
        } finally {
            legacy.shutDown(true);
        }
    }

    @Test
    void hashesAndTokens() {
        Map<String, String> env = new HashMap<>();
        env.put("PASSWORD", ADA.password());
        env.put("SECRET", "a secret of thirty-two characters");

        adaComesAcross(realm(
                """
                async function login(email, password, callback) {
                  const argon2 = require('argon2');
                  const jwt = require('jsonwebtoken@8.5.0');
                  const hash = await argon2.hash(configuration.PASSWORD, { type: argon2.argon2id, memoryCost: 4096 });
                  if (!(await argon2.verify(hash, password))) {
                    return callback(new WrongUsernameOrPasswordError(email));
                  }
                  const token = jwt.sign({ sub: '7', email }, configuration.SECRET, { expiresIn: '1m' });
                  jwt.verify(token, configuration.SECRET, (error, claims) => {
                    if (error) return callback(error);
                    callback(null, { user_id: claims.sub, email: claims.email, name: 'Ada Example' });
                  });
                }""",
                env));
    }
}
