package dev.lazymigration.migration.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileOnHoldTest {

    private static Map<String, Object> held(Map<String, Object> profile) {
        return new ProfileOnHold(profile).withoutSecrets();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWORD",
                "passwd",
                "user_pass",
                "passwordHash",
                "pwd",
                "pw",
                "pin",
                "hash",
                "Salt",
                "digest",
                "totp_secret",
                "otp",
                "mfa_factors",
                "recovery_codes",
                "refreshToken",
                "credentials",
                "api_key",
                "privateKey"
            })
    void aFieldThatSoundsLikeASecretIsLeftOut(String name) {
        assertThat(held(Map.of("id", "7", name, "x"))).isEqualTo(Map.of("id", "7"));
        assertThat(held(Map.of("a", Map.of("b", List.of(Map.of(name, "x", "c", 1))))))
                .isEqualTo(Map.of("a", Map.of("b", List.of(Map.of("c", 1)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "user_id", "email", "photo", "passport", "spinning", "keycloakId", "compass"})
    void anyOtherFieldIsKept(String name) {
        assertThat(held(Map.of(name, "x"))).isEqualTo(Map.of(name, "x"));
    }

    @Test
    void aHashUnderANameThatSaysNothingOfOneIsLeftOut() {
        assertThat(held(Map.of("id", "7", "legacy_value", "$2b$10$abcdefghijklmnopqrstuv")))
                .isEqualTo(Map.of("id", "7"));
    }

    @Test
    void valuesOfAllKindsAreKeptAsTheyAre() {
        Map<String, Object> profile = new HashMap<>();
        profile.put("nothing", null);
        profile.put("list", Arrays.asList(1, null, "x", true, 2.5));
        profile.put("object", Map.of("a", 1));

        assertThat(held(profile)).isEqualTo(profile);
    }
}
