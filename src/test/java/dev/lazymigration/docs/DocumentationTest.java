package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.config.ConfigProperties;
import dev.lazymigration.config.ServerOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.provider.ProviderConfigProperty;

class DocumentationTest {

    @Test
    void theReadmeFitsOnAFewScreens() {
        assertThat(MarkdownFile.read("README.md").text().lines().count()).isLessThanOrEqualTo(150);
    }

    @Test
    void everyLinkIntoTheRepositoryLeadsSomewhere() {
        for (MarkdownFile file : MarkdownFile.all()) {
            assertThat(file.localLinks()).as("links in %s", file.path()).allSatisfy(link -> assertThat(
                            file.path().toAbsolutePath().getParent().resolve(link.split("#")[0]))
                    .exists());
        }
    }

    @Test
    void theTableOfSettingsIsThatOfTheConsole() {
        List<List<String>> documented = MarkdownFile.read("docs/configuration.md").tableRows().stream()
                .filter(row -> row.size() == 3 && row.get(0).startsWith("`"))
                .map(row -> List.of(row.get(0).replace("`", ""), row.get(1)))
                .toList();

        // The defaults of the scripts are files, to which the table links.
        List<List<String>> inTheCode = ConfigProperties.all().stream()
                .map(property -> List.of(
                        property.getName(),
                        property.getType().equals(ProviderConfigProperty.SCRIPT_TYPE)
                                        && property.getDefaultValue() != null
                                ? scriptLink(property.getName())
                                : quoted(property.getDefaultValue())))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(inTheCode);
    }

    @Test
    void theTableOfTheOperatorsOptionsIsThatOfTheCode() {
        List<List<String>> documented = MarkdownFile.read("docs/server-options.md").tableRows().stream()
                .filter(row -> row.get(0).startsWith("`"))
                .toList();

        assertThat(documented)
                .isEqualTo(ServerOptions.metadata().stream()
                        .map(option -> List.of(
                                quoted(option.getName()), quoted(option.getDefaultValue()), option.getHelpText()))
                        .toList());
    }

    private static String scriptLink(String key) {
        String file = key.substring(0, key.length() - "Script".length()) + ".js";
        return "[" + file + "](../src/main/resources/dev/lazymigration/config/" + file + ")";
    }

    private static String quoted(Object value) {
        return value == null ? "" : "`" + value + "`";
    }

    @Test
    void theNoticeNamesEverythingThatTheJarContains() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String contained = pom.substring(pom.indexOf("<artifactSet>"), pom.indexOf("</artifactSet>"));

        assertThat(Pattern.compile("<include>([^:]+:[^:<]+)</include>")
                        .matcher(contained)
                        .results())
                .extracting(match -> match.group(1).replace(":*", ":"))
                .isNotEmpty()
                .allSatisfy(library ->
                        assertThat(Files.readString(Path.of("NOTICE"))).contains(library));
    }

    @Test
    void everyLabelAndHelpTextOfTheConsoleIsInTheMessageBundle() throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("themes/messages/messages_en.properties"))) {
            messages.load(reader);
        }

        assertThat(messages.stringPropertyNames())
                .containsAll(ConfigProperties.all().stream()
                        .flatMap(property -> Stream.of(property.getLabel(), property.getHelpText()))
                        .toList());
    }

    @Test
    void decisionsAreNumberedWithoutGapsAndHaveAStatus() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/adr"))) {
            List<MarkdownFile> decisions = files.filter(
                            file -> file.getFileName().toString().matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .map(MarkdownFile::read)
                    .toList();

            assertThat(decisions)
                    .extracting(decision -> Integer.parseInt(
                            decision.path().getFileName().toString().substring(0, 4)))
                    .isEqualTo(
                            IntStream.rangeClosed(1, decisions.size()).boxed().toList());
            assertThat(decisions).allSatisfy(decision -> assertThat(decision.text())
                    .startsWith("# "
                            + Integer.parseInt(
                                    decision.path().getFileName().toString().substring(0, 4)))
                    .containsPattern("(?m)^Status: (proposed|accepted|superseded by \\d+)$"));
        }
    }
}
