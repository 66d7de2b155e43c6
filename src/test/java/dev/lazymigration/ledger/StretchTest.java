package dev.lazymigration.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {

    private static final Instant AT = Instant.parse("2026-09-21T13:46:40Z");

    private static Stretch<String> of(String... lines) {
        return Stretch.of(List.of(lines), 2, line -> new Bookmark(AT, line));
    }

    @Test
    void asManyLinesAsWereAskedForGoOnBehindTheLastOfThem() {
        assertThat(of("b", "a").next()).contains(new Bookmark(AT, "a"));
    }

    @Test
    void fewerAreTheLastOnes() {
        assertThat(of("a").next()).isEmpty();
        assertThat(of().next()).isEmpty();
    }

    @Test
    void whateverTheLinesAreTakenForTheListGoesOnAtTheSamePlace() {
        assertThat(of("b", "a").with(lines -> List.of(lines.size())))
                .isEqualTo(new Stretch<>(List.of(2), of("b", "a").next()));
    }
}
