package dev.lazymigration.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptHashTest {

    @Test
    void theHashIsTheBeginningOfWhatSha256sumShows() {
        // printf 'async () => "Zoë"\n' | sha256sum
        assertThat(ScriptHash.of("async () => \"Zoë\"\n")).isEqualTo("151de6af7893");
    }

    @Test
    void anyOtherLetterIsAnotherVersion() {
        assertThat(ScriptHash.of("async () => 1")).isNotEqualTo(ScriptHash.of("async () => 1\n"));
    }
}
