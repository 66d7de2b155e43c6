package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.TestRealm;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/admin-api.md, with the names and addresses of the test in the place of theirs. */
@LazyMigrationTest
class AdminApiDocsIT {

    private final MarkdownFile docs = MarkdownFile.read("docs/admin-api.md");
    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;

    AdminApiDocsIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
    }

    private String run(String commands) throws IOException, InterruptedException {
        assertThat(commands).contains("customers");
        return new ShellCommands(server).run(commands.replace("customers", realm.name()));
    }

    private static boolean isThereCurl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, "curl").canExecute());
    }

    private String migrated(LegacyAccount account) {
        long legacyId = legacy.addUser(account);
        realm.openLogin().signIn(account.username(), account.password());
        return String.valueOf(legacyId);
    }

    @Test
    void theCurlCommandsShowARecordAndAFailure() throws IOException, InterruptedException {
        assumeTrue(isThereCurl(), "There is no curl on this machine");
        String ada = migrated(LegacyAccount.named("ada"));
        LegacyAccount barbara = LegacyAccount.named("barbara");
        realm.addUser("somebody", barbara.email(), "a password");
        legacy.addUser(barbara);
        realm.openLogin().signIn("barbara", barbara.password());

        assertThat(run(docs.blocks("bash").get(0)))
                .contains("\"legacyId\":\"" + ada + "\"", "\"username\":\"ada\"", "\"method\":\"login\"")
                .contains("\"kind\":\"refused\"", "\"code\":\"email-taken\"", "\"username\":\"barbara\"")
                .contains("legacyId,userId,username,method,migratedAt,deleted\r\n" + ada + ",");
    }

    @Test
    void theCurlCommandOfATrialShowsItsOutcome() throws IOException, InterruptedException {
        assumeTrue(isThereCurl(), "There is no curl on this machine");
        String trial = docs.blocks("bash").stream()
                .filter(block -> block.contains("$api/try"))
                .findFirst()
                .orElseThrow();

        assertThat(run(docs.blocks("bash").get(0) + trial)).contains("\"outcome\":\"refused\"");
    }

    @Test
    void theCurlCommandsOfTheEndLookAndFinishAndReopen() throws IOException, InterruptedException {
        assumeTrue(isThereCurl(), "There is no curl on this machine");
        List<String> commands = MarkdownFile.read("docs/closing.md").blocks("bash");
        String begin = docs.blocks("bash").get(0);

        assertThat(run(begin + commands.get(0))).contains("\"finished\":false,\"unmigrated\":");
        assertThat(run(begin + commands.get(1))).contains("\"finished\":true,\"since\":");
        assertThat(run(begin + commands.get(2) + commands.get(3) + commands.get(0)))
                .contains("\"finished\":false,\"unmigrated\":");
    }

    /** The script takes its time, so that there is something to stop. */
    @ParameterizedTest
    @ValueSource(strings = {"sync", "audit"})
    void theCurlCommandsOfWhateverReadsTheListBeginItShowItAndStopIt(String what)
            throws IOException, InterruptedException {
        assumeTrue(isThereCurl(), "There is no curl on this machine");
        realm.configure(
                "listUsersScript",
                "async () => { await new Promise((resolve) => setTimeout(resolve, 5000)); return []; }");
        String commands =
                MarkdownFile.read("docs/" + what + ".md").blocks("bash").get(0);

        String output = run(docs.blocks("bash").get(0) + commands);

        assertThat(output.split("\"state\":\"running\"", -1)).as(output).hasSize(4);
    }

    @Test
    void theKcadmCommandsListTombstonesAndLiftOne() throws IOException, InterruptedException {
        String grace = migrated(LegacyAccount.named("grace"));
        realm.deleteUser(realm.user("grace").orElseThrow().getId());
        String commands = docs.blocks("bash").get(1);
        assertThat(commands).contains("/records/4711 ");

        String output = run(commands.replace("/records/4711 ", "/records/" + grace + " "));

        assertThat(output).contains("\"legacyId\" : \"" + grace + "\"", "\"deleted\" : true");
        assertThat(MigrationApi.of(realm).get("records?legacyId=" + grace).body())
                .isEmpty();
    }
}
