package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/** The examples of docs/configuration.md, with the names and addresses of the test in the place of theirs. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class ConfigurationDocsIT {

    private static final String URI = "postgres://user:password@host:5432/database";

    private final MarkdownFile docs = MarkdownFile.read("docs/configuration.md");
    private final KeycloakServer server;
    private final LegacyDatabase legacy;

    ConfigurationDocsIT(KeycloakServer server, LegacyDatabase legacy) {
        this.server = server;
        this.legacy = legacy;
    }

    @Test
    void theKcadmCommandsMakeAProviderThatWorks() throws IOException, InterruptedException {
        TestRealm realm = TestRealm.named("by-kcadm").create(server);
        LegacyAccount ada = LegacyAccount.named("ada-kcadm");
        legacy.addUser(ada);
        String commands = docs.blocks("bash").get(0);
        assertThat(commands).contains(URI, "-r customers");

        new ShellCommands(server)
                .run(commands.replace(URI, legacy.connectionUri()).replace("-r customers", "-r " + realm.name()));

        assertThat(realm.openLogin().signIn("ada-kcadm", ada.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void theRealmImportMakesAProviderThatWorks() throws IOException {
        LegacyAccount grace = LegacyAccount.named("grace-import-docs");
        legacy.addUser(grace);
        String json = docs.blocks("json").get(0);
        assertThat(json).contains(URI, "\"customers\"");

        server.admin()
                .realms()
                .create(new ObjectMapper()
                        .readValue(
                                json.replace(URI, legacy.connectionUri()).replace("\"customers\"", "\"by-import\""),
                                RealmRepresentation.class));

        OidcClient console = TestRealm.existing(server, "by-import").accountConsole();
        assertThat(console.openLogin(new Browser())
                        .signIn("grace-import-docs", grace.password())
                        .isSignedIn())
                .isTrue();
    }
}
