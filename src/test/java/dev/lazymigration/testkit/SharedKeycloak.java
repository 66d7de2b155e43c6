package dev.lazymigration.testkit;

/** What all test classes of a JVM share: Keycloak on a PostgreSQL, another PostgreSQL for legacy systems, a mailbox. */
final class SharedKeycloak implements AutoCloseable {

    private static final String DATABASE = "keycloak";
    private static final String PASSWORD = "keycloak-database-password";
    private static final int WARM_UP_LOGINS = 10;

    private final Postgres keycloakPostgres = Postgres.launch();
    private final Postgres legacyPostgres = Postgres.launch();
    private final Mailbox mailbox = Mailbox.launch();
    private final ServerCertificate trusted = ServerCertificate.issue();
    private final KeycloakServer server;

    SharedKeycloak() {
        keycloakPostgres.createDatabase(DATABASE, PASSWORD);
        server = KeycloakServer.named("shared")
                .onPostgres(keycloakPostgres.jdbcUrl(DATABASE), DATABASE, PASSWORD)
                .buildOption("--metrics-enabled=true")
                .file("conf/legacy-ca.pem", trusted.pem())
                .option("--truststore-paths=conf/legacy-ca.pem")
                .launch();
        warmUp();
    }

    /**
     * The first login on a server that has just started costs seconds, on a busy machine more than a look-up may take:
     * a matter of the test classes that start servers of their own.
     */
    private void warmUp() {
        LegacyDatabase legacy = newLegacyDatabase();
        LegacyAccount first = LegacyAccount.named("first");
        legacy.addUser(first);
        TestRealm realm = TestRealm.named("warm-up").with(legacy).create(server);
        boolean isIn = false;
        for (int i = 0; i < WARM_UP_LOGINS && !isIn; i++) {
            isIn = realm.app().directGrant(first.username(), first.password()).status() == 200;
        }
        realm.remove();
    }

    KeycloakServer server() {
        return server;
    }

    /** A new legacy database; the server it is on runs again, should an earlier test have left it stopped. */
    LegacyDatabase newLegacyDatabase() {
        return LegacyDatabase.on(legacyPostgres);
    }

    KeycloakTables tables() {
        return new KeycloakTables(keycloakPostgres, DATABASE);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** What the server has in its trust store, beside what the JDK trusts. */
    ServerCertificate trusted() {
        return trusted;
    }

    @Override
    public void close() {
        server.close();
        mailbox.close();
        legacyPostgres.close();
        keycloakPostgres.close();
    }
}
