package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.LegacyCredential;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.OTPCredentialModel.SecretEncoding;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;

/** Stores the credentials that a legacy profile holds beside the password, as a realm import does. */
record StoredCredentials(RealmModel realm) {

    private static final int MAX_LABEL_LENGTH = 250;

    /** @return why it was not stored, empty if it was; no secret is in it */
    Optional<NotApplied> store(UserModel user, LegacyCredential credential) {
        if (credential instanceof LegacyCredential.Totp totp) {
            return store(user, totp.field(), totp(user, totp));
        }
        if (credential instanceof LegacyCredential.RecoveryCodes codes) {
            return storeCodes(user, codes);
        }
        LegacyCredential.Stored stored = (LegacyCredential.Stored) credential;
        return store(user, stored.field(), model(user, stored));
    }

    private static CredentialModel totp(UserModel user, LegacyCredential.Totp totp) {
        CredentialModel model = OTPCredentialModel.createTOTP(
                totp.secret(), totp.digits(), totp.period(), totp.algorithm(), SecretEncoding.BASE32.name());
        model.setUserLabel(label(user, OTPCredentialModel.TYPE, totp.label()));
        return model;
    }

    private Optional<NotApplied> storeCodes(UserModel user, LegacyCredential.RecoveryCodes codes) {
        RequiredActionProviderModel configure =
                realm.getRequiredActionProviderByAlias(RequiredAction.CONFIGURE_RECOVERY_AUTHN_CODES.name());
        if (configure == null || !configure.isEnabled()) {
            return Optional.of(
                    new NotApplied(codes.field(), "recovery codes are switched off in the realm's required actions"));
        }
        // RecoveryAuthnCodesFormAuthenticator takes hyphens out of what the user types.
        CredentialModel model = RecoveryAuthnCodesCredentialModel.createFromValues(
                codes.codes().stream().map(code -> code.replace("-", "")).toList(), Time.currentTimeMillis(), null);
        return store(user, codes.field(), model);
    }

    private static CredentialModel model(UserModel user, LegacyCredential.Stored stored) {
        CredentialModel model = new CredentialModel();
        model.setType(stored.type());
        model.setUserLabel(label(user, stored.type(), stored.label()));
        model.setCreatedDate(Time.currentTimeMillis());
        model.setSecretData(stored.secretData());
        model.setCredentialData(stored.credentialData());
        return model;
    }

    @SuppressWarnings("deprecation") // It is what Keycloak's own realm import calls (RepresentationToModel).
    private static Optional<NotApplied> store(UserModel user, String field, CredentialModel model) {
        try {
            return user.credentialManager().createCredentialThroughProvider(model) == null
                    ? Optional.of(new NotApplied(
                            field, "this server has no credentials of the type %s".formatted(model.getType())))
                    : Optional.empty();
        } catch (ModelException refusedByDatabase) {
            throw refusedByDatabase;
        } catch (RuntimeException unreadable) {
            // What Keycloak's providers throw when they parse the data; the message may quote the secret.
            return Optional.of(new NotApplied(
                    field,
                    "it is not what Keycloak stores for a credential of the type %s".formatted(model.getType())));
        }
    }

    /** Keycloak refuses a second credential of one type with the same label; the second phone becomes "phone (2)". */
    private static String label(UserModel user, String type, String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return null;
        }
        String label = wanted.strip();
        String shortened = label.substring(0, Math.min(label.length(), MAX_LABEL_LENGTH));
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> i == 1 ? shortened : shortened + " (" + i + ")")
                .filter(candidate -> user.credentialManager()
                        .getStoredCredentialsByTypeStream(type)
                        .noneMatch(other -> candidate.equalsIgnoreCase(other.getUserLabel())))
                .findFirst()
                .orElseThrow();
    }
}
