package dev.lazymigration.hash;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.dto.PasswordCredentialData;
import org.keycloak.models.credential.dto.PasswordSecretData;
import org.keycloak.util.JsonSerialization;

/** The fields of a password credential of Keycloak. */
final class Fields {

    private final PasswordCredentialData data;
    private final PasswordSecretData secret;

    private Fields(PasswordCredentialData data, PasswordSecretData secret) {
        this.data = data;
        this.secret = secret;
    }

    static Fields of(PasswordCredentialModel credential) throws UnreadableHashException {
        if (credential.getPasswordCredentialData() == null
                || credential.getPasswordSecretData() == null
                || credential.getPasswordSecretData().getValue() == null) {
            throw new UnreadableHashException("The credential has no credentialData or no secretData with a value");
        }
        return new Fields(credential.getPasswordCredentialData(), credential.getPasswordSecretData());
    }

    int iterations() {
        return data.getHashIterations();
    }

    /** The hash where it is text, as with bcrypt. */
    String text() {
        return secret.getValue();
    }

    /** The hash where it is bytes. */
    byte[] bytes() throws UnreadableHashException {
        return Bytes.base64(secret.getValue(), "value");
    }

    /** Empty if there is none. */
    byte[] salt() {
        return secret.getSalt() == null ? new byte[0] : secret.getSalt();
    }

    String parameter(String name) throws UnreadableHashException {
        return present(name, data.getAdditionalParameters().getFirst(name));
    }

    int number(String name) throws UnreadableHashException {
        return Bytes.number(parameter(name), name);
    }

    byte[] secret(String name) throws UnreadableHashException {
        return Bytes.base64(present(name, secret.getAdditionalParameters().getFirst(name)), name);
    }

    private static String present(String name, String value) throws UnreadableHashException {
        if (value == null) {
            throw new UnreadableHashException("The credential has no " + name);
        }
        return value;
    }

    /**
     * A new credential.
     *
     * @param parameters what is not secret
     */
    static PasswordCredentialModel credential(
            String algorithm, int iterations, Map<String, ?> parameters, byte[] salt, byte[] hash) {
        return PasswordCredentialModel.createFromValues(
                algorithm,
                salt,
                iterations,
                lists(parameters),
                Base64.getEncoder().encodeToString(hash));
    }

    /** A new credential of a hash that is text and has everything in it. */
    static PasswordCredentialModel credential(
            String algorithm, int iterations, Map<String, ?> parameters, String text) {
        return PasswordCredentialModel.createFromValues(algorithm, new byte[0], iterations, lists(parameters), text);
    }

    /** Adds what is secret and neither hash nor salt. */
    static PasswordCredentialModel withSecrets(PasswordCredentialModel credential, Map<String, byte[]> secrets) {
        Map<String, String> encoded = new LinkedHashMap<>();
        secrets.forEach((name, value) -> encoded.put(name, Base64.getEncoder().encodeToString(value)));
        try {
            PasswordSecretData plain = credential.getPasswordSecretData();
            PasswordSecretData secret = new PasswordSecretData(
                    plain.getValue(), Base64.getEncoder().encodeToString(plain.getSalt()), lists(encoded));
            PasswordCredentialModel complete =
                    PasswordCredentialModel.createFromValues(credential.getPasswordCredentialData(), secret);
            complete.setType(credential.getType());
            complete.setCredentialData(credential.getCredentialData());
            complete.setSecretData(JsonSerialization.writeValueAsString(secret));
            return complete;
        } catch (IOException e) {
            throw new IllegalStateException("Texts can be written as JSON", e);
        }
    }

    private static Map<String, List<String>> lists(Map<String, ?> parameters) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value.toString())));
        return lists;
    }
}
