package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.migration.LegacyTrials.Script;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.util.JsonSerialization;

class TrialRequestTest {

    private static TrialRequest read(String json) throws IOException {
        return JsonSerialization.readValue(json, TrialRequest.class);
    }

    private static ComponentModel stored() {
        ComponentModel stored = new ComponentModel();
        stored.setName("legacy");
        stored.put("loginScript", "the stored script");
        stored.put("dbPassword", "the stored secret");
        stored.put("dbHost", "db.example.org");
        return stored;
    }

    @Test
    void aRequestIsReadFromJson() throws IOException {
        TrialRequest request =
                read("{\"script\":\"login\",\"query\":{\"username\":\"ada\"},\"password\":\"open sesame\"}");

        assertThat(request.question().script()).isEqualTo(Script.LOGIN);
        assertThat(request.question().query()).isEqualTo(LegacyQuery.byUsername("ada"));
        assertThat(request.question().password()).contains("open sesame");
        assertThat(request.config()).isEmpty();
    }

    @Test
    void aGetUserScriptNeedsNoPassword() throws IOException {
        TrialRequest request = read("{\"script\":\"getUser\",\"query\":{\"email\":\"ada@example.org\"}}");

        assertThat(request.question().script()).isEqualTo(Script.GET_USER);
        assertThat(request.question().password()).isEmpty();
    }

    @Test
    void whatIsToBeDifferentIsAndTheRestIsAsItIsStored() throws IOException {
        ComponentModel stored = stored();
        TrialRequest request = read("{\"config\":{\"loginScript\":\"another script\",\"dbHost\":null}}");

        ComponentModel candidate = request.candidate(stored);

        assertThat(candidate.getName()).isEqualTo("legacy");
        assertThat(candidate.get("loginScript")).isEqualTo("another script");
        assertThat(candidate.contains("dbHost")).isFalse();
        assertThat(candidate.get("dbPassword")).isEqualTo("the stored secret");
        assertThat(stored.get("loginScript")).isEqualTo("the stored script");
        assertThat(stored.get("dbHost")).isEqualTo("db.example.org");
    }

    @Test
    void aSecretThatIsMaskedRemainsWhatItIs() throws IOException {
        TrialRequest request = read("{\"config\":{\"dbPassword\":\"**********\"}}");

        assertThat(request.candidate(stored()).get("dbPassword")).isEqualTo("the stored secret");
    }

    @Test
    void thePasswordIsInNoText() throws IOException {
        TrialRequest request =
                read("{\"script\":\"login\",\"query\":{\"username\":\"ada\"},\"password\":\"open sesame\"}");

        assertThat(request.toString() + request.question()).doesNotContain("open sesame");
    }

    @Test
    void whatRemainsOfATrialSaysWhichKeysWereDifferentAndNotHow() throws IOException {
        TrialTrace trace = new TrialTrace(
                "login", new TrialRequest.Query(null, null, "ada", null), List.of("loginScript"), "refused");

        assertThat(JsonSerialization.writeValueAsString(trace))
                .isEqualTo("{\"script\":\"login\",\"query\":{\"username\":\"ada\"},"
                        + "\"changed\":[\"loginScript\"],\"outcome\":\"refused\"}");
    }
}
