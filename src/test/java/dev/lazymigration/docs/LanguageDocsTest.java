package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptCheck;
import dev.lazymigration.script.ScriptException;
import dev.lazymigration.script.ScriptSlot;
import dev.lazymigration.script.ScriptedDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code docs/scripts.md} says of the language. */
class LanguageDocsTest {

    private final MarkdownFile scripts = MarkdownFile.read("docs/scripts.md");

    @Test
    void theExampleRuns() {
        DirectorySettings settings = DirectorySettings.of(
                        "docs", scripts.blocks("js-works").get(0), "() => null")
                .withTimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(20));
        try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
            assertThat(directory.login(
                            LegacyQuery.byId("7"),
                            "secret",
                            new RequestContext("id", "customers", null, null, null, null)))
                    .isEqualTo(new LoginOutcome.Authenticated(
                            new LegacyUser("49", Map.of("id", "49", "year", "2019", "others", 1))));
        }
    }

    @Test
    void whatIsRefusedIsRefusedInTheseWords() {
        String section = scripts.text().substring(scripts.text().indexOf("| part of the language |"));
        List<String> rows =
                section.lines().takeWhile(line -> line.startsWith("|")).skip(2).toList();
        assertThat(rows).hasSizeGreaterThan(4);
        ScriptCheck check = new ScriptCheck(DirectorySettings.of("docs", "", ""));
        for (String row : rows) {
            String code = row.substring(row.indexOf('`') + 1, row.lastIndexOf('`'));
            String message = row.substring(row.lastIndexOf("` |") + 3, row.lastIndexOf('|'));
            String source = "async function login() {\n  %s\n}".formatted(code);
            ScriptException refused =
                    catchThrowableOfType(ScriptException.class, () -> check.check(ScriptSlot.LOGIN, source));
            assertThat(refused).as(code).hasMessage(message.strip());
            assertThat(refused.line()).as(code).isEqualTo(2);
        }
    }
}
