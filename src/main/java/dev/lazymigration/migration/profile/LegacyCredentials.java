package dev.lazymigration.migration.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.util.JsonSerialization;

/** Reads the credentials that a user has beside his password. No reason holds anything of a secret. */
final class LegacyCredentials {

    private static final Pattern BETWEEN_CODES = Pattern.compile("[\\s,;]+");

    private final LegacyFields profile;
    private final List<NotApplied> notApplied;
    private final List<LegacyCredential> credentials = new ArrayList<>();

    private LegacyCredentials(LegacyFields profile, List<NotApplied> notApplied) {
        this.profile = profile;
        this.notApplied = notApplied;
    }

    static List<LegacyCredential> take(LegacyFields profile, List<NotApplied> notApplied) {
        LegacyCredentials reading = new LegacyCredentials(profile, notApplied);
        reading.elements(DefaultNames.TOTP).forEach(reading::addTotp);
        reading.elements(DefaultNames.SECOND_FACTORS).forEach(reading::addFactors);
        reading.addUnknownFactors();
        DefaultNames.RECOVERY_CODES.names().forEach(reading::addRecoveryCodes);
        reading.elements(DefaultNames.CREDENTIALS).forEach(reading::addStored);
        return reading.credentials;
    }

    private Stream<LegacyFields.Element> elements(DefaultNames names) {
        return names.names().stream().flatMap(field -> profile.takeElements(field).stream());
    }

    private void addTotp(LegacyFields.Element totp) {
        // "He has none."
        if (Boolean.FALSE.equals(totp.value())) {
            return;
        }
        try {
            credentials.add(LegacyTotp.read(totp));
        } catch (LegacyTotp.UnusableException unusable) {
            report(totp.field(), unusable.getMessage());
        }
    }

    /** As Auth0 exports and imports them: an object with one member for each factor. */
    private void addFactors(LegacyFields.Element factors) {
        LegacyValue.object(factors.value())
                .ifPresentOrElse(
                        kinds -> kinds.forEach((kind, factor) -> addFactor(factors.field(), kind, factor)),
                        () -> report(factors.field(), "is no second factor: an object is expected"));
    }

    private void addFactor(String field, String kind, Object factor) {
        if (kind.equals("totp")) {
            addTotp(new LegacyFields.Element(field, factor));
        } else {
            report(field, "Keycloak has no second factor of the kind " + kind);
        }
    }

    /** The bare names of factors say that he has one, but not its secret. */
    private void addUnknownFactors() {
        for (String field : DefaultNames.SECOND_FACTORS_WITHOUT_SECRETS.names()) {
            boolean some = profile.take(field)
                    .filter(value -> !Boolean.FALSE.equals(value))
                    .isPresent();
            if (some && credentials.isEmpty()) {
                report(field, "he has a second factor, and the profile does not say its secret");
            }
        }
    }

    private void addRecoveryCodes(String field) {
        Optional<Object> value = profile.take(field);
        if (value.isEmpty()) {
            return;
        }
        List<String> codes = value.get() instanceof String text
                ? BETWEEN_CODES
                        .splitAsStream(text)
                        .filter(code -> !code.isEmpty())
                        .toList()
                : LegacyValue.texts(value.get());
        if (codes.isEmpty()) {
            report(field, "holds no recovery codes: a list of texts is expected");
        } else if (codes.stream().anyMatch(Secrecy::isHash)) {
            report(field, "its recovery codes are hashed; Keycloak can take only those in plain text");
        } else {
            credentials.add(new LegacyCredential.RecoveryCodes(field, codes));
        }
    }

    /** In the form of Keycloak's {@code CredentialRepresentation}, as in a realm export. */
    private void addStored(LegacyFields.Element element) {
        Map<String, Object> credential = LegacyValue.object(element.value()).orElse(Map.of());
        Optional<String> type = LegacyValue.text(credential, "type");
        Optional<String> data = json(credential.get("credentialData"));
        Optional<String> secret =
                credential.containsKey("secretData") ? json(credential.get("secretData")) : Optional.of("{}");
        if (type.filter(PasswordCredentialModel.TYPE::equals).isPresent()) {
            report(element.field(), "a password is what the user has proved, and none that a profile holds");
        } else if (type.isEmpty() || data.isEmpty() || secret.isEmpty()) {
            report(
                    element.field(),
                    "is no credential: an object with type, credentialData and secretData is expected, the latter two JSON objects");
        } else {
            credentials.add(new LegacyCredential.Stored(
                    element.field(),
                    type.get(),
                    LegacyValue.text(credential, "userLabel").orElse(null),
                    secret.get(),
                    data.get()));
        }
    }

    /** A JSON object, whether a profile has it as such or as text. */
    private static Optional<String> json(Object value) {
        if (!(value instanceof String text)) {
            return LegacyValue.object(value).map(LegacyValue::json);
        }
        try {
            JsonNode parsed = JsonSerialization.mapper.readTree(text);
            return parsed.isObject() ? Optional.of(text) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private void report(String field, String reason) {
        notApplied.add(new NotApplied(field, reason));
    }
}
