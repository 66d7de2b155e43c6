package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PgResultsTest {

    @Test
    void readsTheTagOfAServerThatSendsNonsense() {
        PgResults results = new PgResults();

        results.handleCommandStatus("x".repeat(100_000) + "\n", 0, 0);

        assertThat(results.results().get(0)).containsEntry("command", "x".repeat(100_000));
    }
}
