package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptedDirectory;
import org.junit.jupiter.api.Test;

class PasswordsDocsTest {

    @Test
    void theExampleSaysThatThePasswordIsRightAndTooOld() {
        String script = MarkdownFile.read("docs/passwords.md").blocks("js").get(0);
        try (ScriptedDirectory directory = new ScriptedDirectory(DirectorySettings.of("docs", script, "() => null"))) {
            assertThat(directory.login(
                            LegacyQuery.byEmail("ada@example.org"),
                            "a password",
                            new RequestContext("id", "customers", null, null, null, null)))
                    .isInstanceOfSatisfying(
                            LoginOutcome.PasswordExpired.class,
                            expired -> assertThat(expired.user().id()).isEqualTo("7"));
        }
    }
}
