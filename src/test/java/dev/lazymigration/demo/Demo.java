package dev.lazymigration.demo;

import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.FreePort;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo: a legacy database with a thousand users, a Keycloak that knows none of them, and a line for everyone who
 * comes across. It runs until Ctrl-C, or, with {@code -Ddemo.check}, until it has seen one user migrate.
 */
public final class Demo {

    private static final String REALM = "demo";

    /** What Keycloak's log says when it comes to a step of its start. */
    private static final Map<String, String> STEPS = Map.of(
            "augmentation completed", "starting the server",
            "Initializing database schema", "creating Keycloak's tables",
            "Full model import requested", "importing the realm");

    private static final long STOP_PATIENCE_MILLIS = 30_000;
    private static final long CHECK_PATIENCE_MILLIS = 20_000;

    private final int port = Integer.getInteger("demo.port", 8080);
    private final int managementPort = Integer.getInteger("demo.management.port", 9000);
    private final boolean check =
            System.getProperty("demo.check") != null && !"false".equals(System.getProperty("demo.check"));

    private volatile boolean stopping;

    private Demo() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            new Demo().run();
        } catch (DemoFailure e) {
            // Maven says it too, in the middle of much else.
            say(e.getMessage());
            throw e;
        }
    }

    private void run() throws IOException, InterruptedException {
        requireFree(port, "demo.port");
        requireFree(managementPort, "demo.management.port");
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main), "demo-stop"));
        try (Postgres postgres = Waiting.during("Starting PostgreSQL").run(Postgres::launch)) {
            LegacyDatabase legacy = LegacyDatabase.on(postgres);
            MigrationProgress progress = new MigrationProgress(fill(legacy), Demo::say);
            try (KeycloakServer keycloak = startKeycloak(legacy, progress)) {
                welcome();
                if (check) {
                    check(keycloak, progress);
                } else {
                    watch(keycloak);
                }
            }
        }
        say("Everything is stopped.");
    }

    private static void requireFree(int wanted, String option) {
        if (!FreePort.isFree(wanted)) {
            throw new DemoFailure(
                    "Port " + wanted + " is in use. Stop what listens there, or choose another port with -D" + option
                            + "=" + (wanted + 10) + ".");
        }
    }

    /** Puts the users into the database; their e-mails by legacy id are the answer. */
    private static Map<String, String> fill(LegacyDatabase legacy) {
        List<LegacyAccount> accounts = LegacyUsers.all();
        List<Long> ids = legacy.addUsers(accounts);
        Map<String, String> emails = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            emails.put(String.valueOf(ids.get(i)), accounts.get(i).email());
        }
        say("The legacy database has " + ids.size() + " users.");
        return emails;
    }

    private KeycloakServer startKeycloak(LegacyDatabase legacy, MigrationProgress progress) throws IOException {
        Waiting waiting = Waiting.during("Starting Keycloak, a minute or two");
        waiting.at("building the server with our JAR in it");
        KeycloakServer.Builder keycloak = KeycloakServer.named("demo")
                .inDevelopmentMode()
                .shortLived()
                .ports(port, managementPort)
                .file("data/import/demo-realm.json", realm())
                .environment("LEGACY_CONNECTION_URI", legacy.connectionUri())
                .option("--import-realm")
                .onLogLine(line -> STEPS.forEach((sign, step) -> {
                    if (line.contains(sign)) {
                        waiting.at(step);
                    }
                }))
                .onLogLine(progress);
        try {
            return waiting.run(keycloak::launch);
        } catch (IllegalStateException e) {
            throw new DemoFailure(e.getMessage());
        }
    }

    private static String realm() throws IOException {
        try (InputStream json = Demo.class.getResourceAsStream("/demo/demo-realm.json")) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void welcome() {
        String url = "http://localhost:" + port;
        say("");
        say("Keycloak is ready, and knows nobody yet.");
        say("");
        say("  Log in       " + url + "/realms/" + REALM + "/account");
        say("  as           "
                + String.join(
                        ", ",
                        LegacyUsers.KNOWN.stream()
                                .map(name -> name + "@example.org")
                                .toList()));
        say("  password     " + LegacyUsers.PASSWORD);
        say("");
        say("  Look on      " + url + "/admin/master/console/#/" + REALM + "/users");
        say("  as           " + KeycloakServer.ADMIN + ", password " + KeycloakServer.ADMIN_PASSWORD);
        say("               and search for * to list the users who are across");
        say("");
        say("Everyone who migrates is named here. Ctrl-C stops everything.");
        say("");
    }

    /** Logs one user in, as the person in front of the demo would. */
    private static void check(KeycloakServer keycloak, MigrationProgress progress) throws InterruptedException {
        String email = LegacyUsers.KNOWN.get(0) + "@example.org";
        TestRealm realm = TestRealm.existing(keycloak, REALM);
        LoginPage login = realm.accountConsole().openLogin(new Browser()).signIn(email, LegacyUsers.PASSWORD);
        if (!login.isSignedIn()) {
            throw new DemoFailure("Could not log in as " + email + ". The page says: " + login.errorText() + " "
                    + login.browser().text() + " Keycloak's log: "
                    + keycloak.log().file());
        }
        if (!progress.await(1, CHECK_PATIENCE_MILLIS)) {
            throw new DemoFailure(email + " is logged in, but Keycloak's log names nobody as migrated: "
                    + keycloak.log().file());
        }
        List<String> users = realm.users().stream().map(user -> user.getEmail()).toList();
        if (!users.equals(List.of(email))) {
            throw new DemoFailure("The users list should have just " + email + ", but has " + users);
        }
        say("Checked: " + email + " logged in and is the one user Keycloak has.");
    }

    private void watch(KeycloakServer keycloak) throws InterruptedException {
        while (keycloak.isRunning()) {
            Thread.sleep(500);
        }
        if (!stopping) {
            throw new DemoFailure(
                    "Keycloak has ended by itself. Its log: " + keycloak.log().file());
        }
    }

    /** After Ctrl-C the servers end by their own shutdown hooks; this one lets the last word be printed. */
    private void stop(Thread main) {
        if (main.isAlive()) {
            stopping = true;
            say("Stopping …");
            try {
                main.join(STOP_PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
