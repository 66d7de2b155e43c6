package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoConnectionTest {

    private static final String PING =
            "async () => { const { MongoClient } = require('mongodb'); const client = new MongoClient(env.MONGO_URI);"
                    + "await client.connect(); await client.db().command({ ping: 1 }); return { id: 1 }; }";

    /** One watches the server, another tells what it sees. */
    private static final int THREADS_OF_A_CLIENT = 2;

    private final LegacyMongo mongo = LegacyMongo.launch();
    private MongoPools pools = new MongoPools(HostSettings.DEFAULT);

    @AfterEach
    void nothingIsLent() {
        assertThat(pools.active()).isZero();
        pools.close();
        mongo.close();
    }

    private NodeScript script(String uri) {
        return NodeScript.on(List.of(new MongoModule(pools))).env("MONGO_URI", uri);
    }

    private String unavailable(NodeScript script, String source) {
        LookupOutcome outcome = script.find(source, LegacyQuery.byId("1"));
        assertThat(outcome).isInstanceOf(LookupOutcome.Unavailable.class);
        return ((LookupOutcome.Unavailable) outcome).reason();
    }

    /** The threads of all of the driver's clients. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("cluster-"))
                .toList();
    }

    @Test
    void isSharedByRunsThatNeverClose() throws InterruptedException {
        NodeScript script = script(mongo.uri("legacy"));

        for (int i = 0; i < 500; i++) {
            assertThat(script.find(PING, LegacyQuery.byId("1"))).isInstanceOf(LookupOutcome.Found.class);
        }

        assertThat(pools.active()).isZero();
        assertThat(mongo.connections()).isLessThanOrEqualTo(PoolLimits.DEFAULT.connections() + 1);
        assertThat(threads()).hasSize(THREADS_OF_A_CLIENT);
        pools.close();
        mongo.awaitConnections(0);
        awaitNoThreads();
    }

    @Test
    void isClosedWhenNobodyUsesItForAWhile() throws InterruptedException {
        PoolLimits hasty = new PoolLimits(2, 2, Duration.ofMillis(200), Duration.ofMinutes(1));
        pools = new MongoPools(new HostSettings(hasty, ReachableHosts.DEFAULT, HttpSource.plain()));

        assertThat(script(mongo.uri("legacy")).find(PING, LegacyQuery.byId("1")))
                .isInstanceOf(LookupOutcome.Found.class);

        mongo.awaitConnections(0);
        awaitNoThreads();
    }

    @Test
    void isKeptForSoManyTargetsOnly() throws InterruptedException {
        PoolLimits two = new PoolLimits(2, 2, Duration.ofMinutes(1), Duration.ofMinutes(1));
        pools = new MongoPools(new HostSettings(two, ReachableHosts.DEFAULT, HttpSource.plain()));

        for (int i = 0; i < 5; i++) {
            assertThat(script(mongo.uri("legacy" + i)).find(PING, LegacyQuery.byId("1")))
                    .isInstanceOf(LookupOutcome.Found.class);
        }

        mongo.awaitConnections(4);
        assertThat(threads()).hasSize(2 * THREADS_OF_A_CLIENT);
    }

    private static void awaitNoThreads() throws InterruptedException {
        while (!threads().isEmpty()) {
            Thread.sleep(20);
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void thatIsRefusedIsToldAtOnce() throws IOException {
        int closed = closedPort();

        assertThat(unavailable(script("mongodb://localhost:" + closed + "/x").within(Duration.ofMinutes(1)), PING))
                .contains("ECONNREFUSED localhost:" + closed);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void toAHostThatDoesNotExistIsToldAtOnce() {
        assertThat(unavailable(script("mongodb://mongo.invalid/x").within(Duration.ofMinutes(1)), PING))
                .contains("ENOTFOUND mongo.invalid");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isTriedAgainByTheNextRun() throws IOException {
        int port = closedPort();
        NodeScript script = script("mongodb://localhost:" + port + "/x").within(Duration.ofMinutes(1));
        unavailable(script, PING);

        try (LegacyMongo late = LegacyMongo.launchOn(port)) {
            assertThat(late.port()).isEqualTo(port);
            assertThat(script.find(PING, LegacyQuery.byId("1"))).isInstanceOf(LookupOutcome.Found.class);
        }
        unavailable(script, PING);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void withAWrongPasswordIsToldAtOnce() {
        String uri = "mongodb://ada:s3cret%21@localhost:" + mongo.port() + "/legacy";
        NodeScript script = script(uri).within(Duration.ofMinutes(1));

        assertThat(unavailable(script, PING)).contains("Authentication failed").doesNotContain("s3cret");
        assertThat(script.value("try { await (" + PING + ")(); } catch (e) { return [e.name, e.code, e.codeName]; }"))
                .isEqualTo(List.of("MongoServerError", 18, "AuthenticationFailed"));
        assertThat(mongo.commands("saslStart"))
                .allSatisfy(
                        start -> assertThat(start.get("mechanism")).asString().startsWith("SCRAM-SHA"));
    }

    @ParameterizedTest
    @CsvSource({"SCRAM-SHA-1", "SCRAM-SHA-256"})
    void takesTheCredentialsOfTheOptions(String mechanism) {
        script(mongo.uri("legacy"))
                .value(
                        "try { await require('mongodb').MongoClient.connect(env.MONGO_URI, { auth: { user: 'ada', password: 'p@ss/:' },"
                                + " authSource: 'admin', authMechanism: '" + mechanism
                                + "' }).then((c) => c.db().command({ ping: 1 })); }"
                                + " catch (e) { return e.code; }");

        assertThat(mongo.commands("saslStart")).isNotEmpty().allSatisfy(start -> {
            assertThat(start.get("mechanism")).isEqualTo(mechanism);
            assertThat(start.get("$db")).isEqualTo("admin");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOCALHOST | ?tls=true | { ca: env.CA } | true",
                "LOCALHOST | ?ssl=true | { sslCA: [Buffer.from(env.CA)] } | true",
                "LOCALHOST | ?tls=true | {} | false",
                "OTHER | ?tls=true | { ca: env.CA } | false",
                "OTHER | ?tls=true&tlsAllowInvalidHostnames=true | { ca: env.CA } | true",
                "OTHER | ?tls=true&tlsAllowInvalidCertificates=true | {} | true",
                "OTHER | ?ssl=true | { sslValidate: false } | true",
                "OTHER | ?tls=true&tlsInsecure=true | {} | true",
            })
    void isEncrypted(String certificate, String inUri, String options, boolean trusted) {
        LegacyCertificate with = certificate.equals("OTHER") ? LegacyCertificate.OTHER : LegacyCertificate.LOCALHOST;
        try (LegacyMongo encrypted = LegacyMongo.launchWith(with)) {
            NodeScript script = script("").env(Map.of("URI", encrypted.uri("x") + inUri, "CA", with.pem()));

            Object error = script.error("await (await require('mongodb').MongoClient.connect(env.URI, " + options
                    + ")).db().command({ ping: 1 });");
            if (trusted) {
                assertThat(error).isNull();
            } else {
                assertThat(error).asString().contains("TLS");
            }
        }
    }

    @Test
    void followsTheRecordsInDns() throws IOException {
        try (SmallDns dns = SmallDns.launch("_mongodb._tcp.db.example.org", "localhost.example.org", mongo.port())) {
            pools = new MongoPools(HostSettings.DEFAULT, new MongoDns(dns.url()));

            // The name that the records lead to does not exist, which shows that they were read.
            assertThat(unavailable(
                            script("mongodb+srv://db.example.org/x?tls=false").within(Duration.ofMinutes(1)), PING))
                    .contains("localhost.example.org");
        }
    }

    @Test
    void needsRecordsInDns() throws IOException {
        try (SmallDns dns = SmallDns.launch("_mongodb._tcp.other.example.org", "localhost.example.org", 1)) {
            pools = new MongoPools(HostSettings.DEFAULT, new MongoDns(dns.url()));

            assertThat(unavailable(
                            script("mongodb+srv://db.example.org/x?tls=false").within(Duration.ofMinutes(1)), PING))
                    .contains("db.example.org");
        }
    }

    @Test
    void toWhatASilentNameServerKnowsEndsWithTheRun() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            pools = new MongoPools(HostSettings.DEFAULT, new MongoDns("dns://127.0.0.1:" + silent.getLocalPort()));

            try (SmallRun run = new SmallRun(new MongoModule(pools), Duration.ofMillis(200))) {
                assertThatThrownBy(() -> run.call("connect", "mongodb+srv://db.example.org/x", Map.of()))
                        .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.kind())
                                .isEqualTo(HostException.Kind.UNAVAILABLE))
                        .hasMessage("The time of this run is up: no answer from the name server for db.example.org");
            }
        }
    }

    @Test
    void toASilentServerEndsWithTheRun() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            NodeScript script = script("mongodb://localhost:" + silent.getLocalPort() + "/x")
                    .within(Duration.ofSeconds(2));

            assertThat(script.find(PING, LegacyQuery.byId("1"))).isInstanceOf(LookupOutcome.Unavailable.class);
        }
    }

    @Test
    void toASilentServerIsGivenUpWhenTheScriptSaysSo() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String uri = "mongodb://localhost:" + silent.getLocalPort() + "/x?serverSelectionTimeoutMS=300";

            assertThat(unavailable(script(uri), PING)).contains("Server selection timed out");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "find | findOne({})",
                "aggregate | aggregate([]).toArray()",
                "insert | insertOne({ a: 1 })",
                "count | count({})",
            })
    void isCutAtTheDeadlineHereAndOnTheServer(String command, String operation) {
        mongo.hangOn(command);
        NodeScript script = script(mongo.uri("legacy")).within(Duration.ofSeconds(2));

        assertThat(script.find(
                        "async () => { const { MongoClient } = require('mongodb');"
                                + "await new MongoClient(env.MONGO_URI).db().collection('users')." + operation + "; }",
                        LegacyQuery.byId("1")))
                .isInstanceOf(LookupOutcome.Unavailable.class);
        assertThat(mongo.commands(command)).isNotEmpty().allSatisfy(sent -> assertThat((Number) sent.get("maxTimeMS"))
                .satisfies(millis -> assertThat(millis.longValue()).isBetween(1L, 2000L)));
    }

    @Test
    void takesTheTimeLimitOfTheScript() {
        mongo.hangOn("find");

        assertThat(
                        unavailable(
                                script(mongo.uri("legacy")),
                                "async () => { const { MongoClient } = require('mongodb');"
                                        + "await new MongoClient(env.MONGO_URI).db().collection('u').find().maxTimeMS(300).toArray(); }"))
                .contains("timeout");
    }

    @Test
    void isNotMadeToForbiddenHosts() {
        pools = new MongoPools(
                new HostSettings(PoolLimits.DEFAULT, ReachableHosts.parse("db.example.org"), HttpSource.plain()));

        assertThat(script(mongo.uri("legacy")).find(PING, LegacyQuery.byId("1")))
                .isInstanceOfSatisfying(LookupOutcome.Broken.class, broken -> assertThat(broken.reason())
                        .contains("localhost", "reachable-hosts"));
        assertThat(mongo.connections()).isZero();
    }

    @Test
    void isNotMadeToMetadataAddresses() {
        assertThat(script("mongodb://169.254.169.254:80/x").find(PING, LegacyQuery.byId("1")))
                .isInstanceOfSatisfying(LookupOutcome.Broken.class, broken -> assertThat(broken.reason())
                        .contains("169.254.169.254"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?useNewUrlParser=true&useUnifiedTopology=true&keepAlive=true&poolSize=5&autoReconnect=1",
                "?retryWrites=true&w=majority&readPreference=primaryPreferred&maxPoolSize=500&minPoolSize=50",
                "?ssl=false&connectTimeoutMS=5000&socketTimeoutMS=5000&appName=my%20app&compressors=snappy,zlib",
                "?directConnection=true;wtimeout=100;journal=true",
            })
    void ignoresOldOptionsAndUnderstandsTheOthers(String options) {
        assertThat(script(mongo.uri("legacy") + options).find(PING, LegacyQuery.byId("1")))
                .isInstanceOf(LookupOutcome.Found.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://localhost/x | Invalid connection string",
                "mongodb://localhost/x?tlsCAFile=/etc/passwd | tlscafile is not supported",
                "mongodb://localhost/x?proxyHost=proxy | proxyhost is not supported",
                "mongodb://u:p@localhost/x?authMechanism=MONGODB-AWS | mechanism MONGODB-AWS is not supported",
                "mongodb://u:p@localhost/x?authMechanism=MONGODB-OIDC | mechanism MONGODB-OIDC is not supported",
                "mongodb://%2Ftmp%2Fmongodb.sock/x | Invalid connection string",
                "mongodb://localhost:99999/x | is not valid",
            })
    void refusesWhatCanNotBe(String uri, String reason) {
        assertThat(script(uri).error("await require('mongodb').MongoClient.connect(env.MONGO_URI);"))
                .asString()
                .contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongodb://u:s3cr:et@localhost/x", "mongodb://u:s3cr/et@localhost/x", "mongodb:u:s3cret@x"})
    void doesNotTellThePasswordOfAStringThatCanNotBeRead(String uri) {
        assertThat(script(uri).error("await require('mongodb').MongoClient.connect(env.MONGO_URI);"))
                .asString()
                .isNotEmpty()
                .doesNotContain("s3cr", "et@");
    }

    @Test
    void doesNotShowItsPasswordToWhoeverPrintsIt() {
        assertThat(script(mongo.uri("legacy"))
                        .value("const { MongoClient } = require('mongodb');"
                                + "const client = new MongoClient('mongodb://u:s3cret@localhost/x');"
                                + "return JSON.stringify(client) + require('util').inspect(client)"
                                + " + JSON.stringify(client.db().collection('users'));"))
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void isAgainOpenForWhatComesAfterItsClose() {
        assertThat(
                        script(mongo.uri("legacy"))
                                .value(
                                        "const { MongoClient } = require('mongodb'); const client = new MongoClient(env.MONGO_URI);"
                                                + "const before = client.isConnected(); await client.connect(); const open = client.isConnected();"
                                                + "await client.close(); await client.close(true);"
                                                + "return [before, open, client.isConnected(), await client.db().collection('u').count()];"))
                .isEqualTo(List.of(false, true, false, 0));
    }

    @Test
    void hasNoSessions() {
        assertThat(script(mongo.uri("legacy"))
                        .error("new (require('mongodb').MongoClient)(env.MONGO_URI).startSession();"))
                .asString()
                .contains("startSession() is not supported");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void putsNeitherPasswordsNorDocumentsIntoTheLogAtAnyLevel() {
        StringBuffer seen = new StringBuffer();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                seen.append(new SimpleFormatter().formatMessage(line))
                        .append(line.getThrown())
                        .append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger driver = Logger.getLogger("org.mongodb.driver");
        driver.addHandler(handler);
        driver.setLevel(Level.ALL);
        try {
            script(mongo.uri("legacy"))
                    .value("const users = new (require('mongodb').MongoClient)(env.MONGO_URI).db().collection('users');"
                            + "await users.insertOne({ password: 'plain-text' });"
                            + "await users.findOne({ password: 'plain-text' });");
            unavailable(script("mongodb://ada:s3cret@localhost:" + mongo.port() + "/legacy"), PING);
        } finally {
            driver.setLevel(null);
            driver.removeHandler(handler);
        }

        assertThat(seen.toString()).contains("localhost:" + mongo.port()).doesNotContain("plain-text", "s3cret");
    }
}
