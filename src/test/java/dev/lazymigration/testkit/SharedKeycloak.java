package dev.lazymigration.testkit;

/** What all test classes of a JVM share: Keycloak on a PostgreSQL, another PostgreSQL for legacy systems, a mailbox. */
final class SharedKeycloak implements AutoCloseable {

    private static final String DATABASE = "keycloak";
    private static final String PASSWORD = "keycloak-database-password";

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
