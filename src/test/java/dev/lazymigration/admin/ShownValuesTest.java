package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownValuesTest {

    private final ShownValues shown = new ShownValues(text -> text.replace("4711", "***"));

    @Test
    void aPasswordIsTakenOutOfKeysTextsAndNumbersAtAnyDepth() {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("name", "ada4711");
        profile.put("4711", true);
        profile.put("number", 4711.0);
        profile.put("list", Arrays.asList("4711", null, Map.of("deep", "-4711-")));

        assertThat(shown.fields(profile).toString())
                .isEqualTo("{name=ada***, ***=true, number=***, list=[***, null, {deep=-***-}]}");
    }

    @Test
    void aFieldThatLooksLikeASecretIsThereWithoutItsValue() {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("password_hash", "of-no-known-form");
        profile.put("other", "$2b$10$abcdefghijklmnopqrstuv");
        profile.put("tokens", Map.of("value", "open sesame"));
        profile.put("has_password", true);
        profile.put("pin", null);

        assertThat(shown.fields(profile).toString())
                .isEqualTo("{password_hash=***, other=***, tokens=***, has_password=true, pin=null}");
    }

    @Test
    void everythingElseIsShownAsItIs() {
        Map<String, Object> profile = Map.of("rows", List.of(1, 2.5, false, "zwei\nZeilen"));

        assertThat(shown.fields(profile)).isEqualTo(profile);
    }
}
