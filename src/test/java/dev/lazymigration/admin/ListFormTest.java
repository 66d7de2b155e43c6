package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListFormTest {

    private static final MediaType CSV = new MediaType("text", "csv");

    private static ListForm wanted(MediaType... liked) {
        return ListForm.wanted(Optional.empty(), List.of(liked));
    }

    @Test
    void whoDoesNotCareGetsJson() {
        assertThat(wanted()).isEqualTo(ListForm.JSON);
        assertThat(wanted(MediaType.WILDCARD_TYPE)).isEqualTo(ListForm.JSON);
        assertThat(wanted(MediaType.TEXT_HTML_TYPE, MediaType.WILDCARD_TYPE)).isEqualTo(ListForm.JSON);
    }

    @Test
    void whoCaresGetsWhatHeLikesBest() {
        assertThat(wanted(CSV)).isEqualTo(ListForm.CSV);
        assertThat(wanted(new MediaType("text", "*"))).isEqualTo(ListForm.CSV);
        assertThat(wanted(CSV, MediaType.APPLICATION_JSON_TYPE)).isEqualTo(ListForm.CSV);
        assertThat(wanted(MediaType.APPLICATION_JSON_TYPE, CSV)).isEqualTo(ListForm.JSON);
    }

    @Test
    void whatTheAddressNamesGoesFirst() {
        assertThat(ListForm.wanted(Optional.of(ListForm.CSV), List.of(MediaType.APPLICATION_JSON_TYPE)))
                .isEqualTo(ListForm.CSV);
        assertThat(ListForm.wanted(Optional.of(ListForm.JSON), List.of(CSV))).isEqualTo(ListForm.JSON);
    }
}
