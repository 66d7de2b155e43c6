package dev.lazymigration.migration.profile;

import java.util.List;

/** A credential other than the password. What it holds is secret: no {@code toString} shows it. */
public sealed interface LegacyCredential {

    /** Where the legacy profile has it. */
    String field();

    /**
     * A time-based one-time password (RFC 6238).
     *
     * @param field where the legacy profile has it
     * @param secret the shared secret in Base32 (RFC 4648) without padding, whatever the legacy system wrote
     * @param digits 6 or 8
     * @param period in seconds
     * @param algorithm as Keycloak names it: {@code HmacSHA1}, {@code HmacSHA256} or {@code HmacSHA512}
     * @param label what the user calls it, or null
     */
    record Totp(String field, String secret, int digits, int period, String algorithm, String label)
            implements LegacyCredential {

        @Override
        public String toString() {
            return "Totp[field=" + field + "]";
        }
    }

    /**
     * Codes for the day on which the second factor is lost, each good for once.
     *
     * @param field where the legacy profile has them
     * @param codes in plain text, in their order; unmodifiable
     */
    record RecoveryCodes(String field, List<String> codes) implements LegacyCredential {

        public RecoveryCodes {
            codes = List.copyOf(codes);
        }

        @Override
        public String toString() {
            return "RecoveryCodes[field=" + field + "]";
        }
    }

    /**
     * A credential in Keycloak's own words, as in a realm export.
     *
     * @param field where the legacy profile has it
     * @param type of the credential, for example {@code webauthn}; never {@code password}
     * @param label what the user calls it, or null
     * @param secretData JSON
     * @param credentialData JSON
     */
    record Stored(String field, String type, String label, String secretData, String credentialData)
            implements LegacyCredential {

        @Override
        public String toString() {
            return "Stored[field=" + field + ", type=" + type + "]";
        }
    }
}
