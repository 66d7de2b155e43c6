package dev.lazymigration.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.ComponentRepresentation;

/** Collects what scripts see, and which of it is secret. */
final class Environment {

    /** As Keycloak's own {@code DefaultVaultTranscriber} recognizes one. */
    private static final Pattern VAULT_REFERENCE = Pattern.compile("^\\$\\{vault\\.(.+?)}$");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> secrets = new HashSet<>();
    private final UnaryOperator<String> vault;

    Environment(UnaryOperator<String> vault) {
        this.vault = vault;
    }

    Map<String, String> values() {
        return values;
    }

    Set<String> secrets() {
        return secrets;
    }

    void put(String name, String configured) throws InvalidConfigException {
        if (name == null || name.isBlank() || configured == null || configured.isEmpty()) {
            return;
        }
        String resolved = resolve(name, configured);
        values.put(name.strip(), resolved);
        if (!resolved.equals(configured)) {
            hide(resolved);
        }
    }

    private String resolve(String name, String configured) throws InvalidConfigException {
        if (configured.equals(ComponentRepresentation.SECRET_VALUE)) {
            throw new InvalidConfigException("lazyMigrationSecretMasked", name);
        }
        if (!VAULT_REFERENCE.matcher(configured).matches()) {
            return configured;
        }
        String resolved = vault.apply(configured);
        if (resolved == null || resolved.equals(configured)) {
            throw new InvalidConfigException("lazyMigrationVaultEntryMissing", name);
        }
        return resolved;
    }

    void putSecret(String name, String configured) throws InvalidConfigException {
        put(name, configured);
        if (values.containsKey(name)) {
            hide(values.get(name));
        }
    }

    void putConnectionUri(String configured) throws InvalidConfigException {
        if (configured == null || configured.isBlank()) {
            return;
        }
        putSecret("DB_CONNECTION_URI", configured.strip());
        ConnectionUri uri = ConnectionUri.parse(values.get("DB_CONNECTION_URI"))
                .orElseThrow(() -> new InvalidConfigException("lazyMigrationConnectionUriInvalid"));
        uri.password().ifPresent(this::hide);
    }

    private void hide(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
            secrets.add(decoded(secret));
        }
    }

    /** A password is percent-encoded in a URI; a driver shows it as it is. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
