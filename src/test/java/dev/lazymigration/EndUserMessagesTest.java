package dev.lazymigration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.LoginTheme;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.services.messages.Messages;
import org.keycloak.theme.PropertiesUtil;

class EndUserMessagesTest {

    private static final Path FOLDER = Path.of("themes/messages");
    private static final Set<String> KEYS = Set.of("lazyMigrationUnavailable", "lazyMigrationConflict");

    static Set<String> locales() {
        return LoginTheme.locales();
    }

    @Test
    void everyLocaleOfKeycloaksLoginThemeHasABundleAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(locales().stream()
                            .map(locale -> "messages_" + locale + ".properties")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everyBundleHasWhatEndUsersSee(String locale) throws IOException {
        assertThat(bundle(locale).stringPropertyNames()).containsAll(KEYS);
        if (!locale.equals("en")) {
            assertThat(bundle(locale).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(KEYS);
        }
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everyBundleIsUtf8AndReadSoByKeycloak(String locale) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file(locale))))
                .toString();

        for (String key : KEYS) {
            assertThat(text).contains(key + "=" + bundle(locale).getProperty(key) + "\n");
        }
        assertThat(text).doesNotContain("\uFFFD", "\uFEFF");
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everyMessageIsPlainTextWithoutPlaceholders(String locale) throws IOException {
        for (String key : KEYS) {
            String message = bundle(locale).getProperty(key);
            assertThat(message).doesNotContain("{", "}", "<", ">", "&").isEqualTo(message.strip());
            // Keycloak formats every message: a single apostrophe would be lost.
            assertThat(new MessageFormat(message, Locale.ROOT).format(new Object[0]))
                    .isEqualTo(message.replace("''", "'"));
            assertThat(message.replace("''", "")).doesNotContain("'");
        }
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everyMessageIsWrittenInTheLettersOfKeycloaksOwn(String locale) throws IOException {
        Set<UnicodeScript> known = scripts(LoginTheme.message(locale, Messages.ACCOUNT_DISABLED));
        for (String key : KEYS) {
            assertThat(known).containsAll(scripts(bundle(locale).getProperty(key)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lazyMigrationUnavailable", "lazyMigrationConflict"})
    void noTwoLanguagesSayItInTheSameWords(String key) throws IOException {
        for (String locale : locales()) {
            for (String other : locales()) {
                if (!locale.equals(other)) {
                    assertThat(bundle(locale).getProperty(key))
                            .as("%s and %s", locale, other)
                            .isNotEqualTo(bundle(other).getProperty(key));
                }
            }
        }
    }

    private static Set<UnicodeScript> scripts(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .collect(Collectors.toSet());
    }

    private static Path file(String locale) {
        return FOLDER.resolve("messages_" + locale + ".properties");
    }

    private static Properties bundle(String locale) throws IOException {
        Properties messages = new Properties();
        try (InputStream in = Files.newInputStream(file(locale))) {
            PropertiesUtil.readCharsetAware(messages, in);
        }
        return messages;
    }
}
