package dev.lazymigration.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The texts of Keycloak's own login theme, as the distribution has them. */
public final class LoginTheme {

    private static final String FOLDER = "theme/base/login/";
    private static final Pattern BUNDLE = Pattern.compile(FOLDER + "messages/messages_(.+)\\.properties");

    private LoginTheme() {}

    /** The locales that a realm can be offered, in the form of {@link Locale#toString()}: {@code de}, {@code zh_CN}… */
    public static Set<String> locales() {
        try (ZipFile themes = themes()) {
            String offered = properties(themes, FOLDER + "theme.properties").getProperty("locales");
            Stream<String> translated = themes.stream()
                    .map(entry -> BUNDLE.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .map(bundle -> bundle.group(1));
            return Stream.concat(
                            Stream.of(offered.split(",")).map(tag -> tag.strip().replace('-', '_')), translated)
                    .map(LoginTheme::withoutScript)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read Keycloak's themes", unreadable);
        }
    }

    /** A message in one of these locales. */
    public static String message(String locale, String key) {
        String bundle = locale.equals("zh_CN") ? "zh_Hans" : locale.equals("zh_TW") ? "zh_Hant" : locale;
        try (ZipFile themes = themes()) {
            return properties(themes, FOLDER + "messages/messages_" + bundle + ".properties")
                    .getProperty(key);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read Keycloak's themes", unreadable);
        }
    }

    /** Keycloak keeps what it offers as {@code zh-CN} in the file of {@code zh-Hans} ({@code FileBasedTheme}). */
    private static String withoutScript(String locale) {
        return locale.replace("zh_Hans", "zh_CN").replace("zh_Hant", "zh_TW");
    }

    private static ZipFile themes() throws IOException {
        return new ZipFile(
                KeycloakDistribution.library("org.keycloak.keycloak-themes").toFile());
    }

    private static Properties properties(ZipFile themes, String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = themes.getInputStream(themes.getEntry(name));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
