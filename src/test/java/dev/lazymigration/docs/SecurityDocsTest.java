package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.RunLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityDocsTest {

    private static final Path ATTACKS = Path.of("src/test/resources/dev/lazymigration/script/hostile-scripts.txt");

    private final MarkdownFile security = MarkdownFile.read("SECURITY.md");

    @Test
    void theTableOfAttacksIsThatOfTheTests() throws IOException {
        List<List<String>> kinds = new ArrayList<>();
        List<String> attacks = new ArrayList<>();
        String kind = null;
        for (String line : Files.readAllLines(ATTACKS)) {
            boolean isComment = line.startsWith("# ");
            if (!isComment && line.contains(" => ")) {
                attacks.add(line.substring(0, line.indexOf(" => ")));
            } else if (isComment) {
                addKind(kinds, kind, attacks);
                kind = line.substring(2).replaceFirst("\\.$", "");
            }
        }
        addKind(kinds, kind, attacks);

        assertThat(kinds).isNotEmpty();
        assertThat(security.tableRows()).containsAll(kinds);
    }

    private static void addKind(List<List<String>> kinds, String kind, List<String> attacks) {
        if (!attacks.isEmpty()) {
            kinds.add(List.of(kind, String.join("; ", attacks)));
            attacks.clear();
        }
    }

    @Test
    void theLimitsAreTheDefaults() {
        RunLimits limits = RunLimits.DEFAULT;

        assertThat(security.tableRows())
                .contains(
                        List.of("memory allocated, garbage included", (limits.allocatedBytes() >> 20) + " MiB"),
                        List.of("longest string", (limits.stringCharacters() >> 20) + " Mi characters"),
                        List.of("longest array", (limits.arrayElements() >> 20) + " Mi elements"),
                        List.of("largest buffer", (limits.bufferBytes() >> 20) + " MiB"),
                        List.of("largest BigInt", (limits.bigIntBits() >> 10) + " Ki bits"),
                        List.of("nested calls", Integer.toString(limits.callDepth())),
                        List.of(
                                "console lines logged",
                                limits.consoleLines() + ", with " + (limits.consoleCharacters() >> 10)
                                        + " Ki characters"),
                        List.of("profile returned", (limits.profileCharacters() >> 10) + " Ki characters of JSON"));
    }
}
