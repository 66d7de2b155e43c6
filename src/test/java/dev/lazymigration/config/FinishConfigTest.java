package dev.lazymigration.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;

class FinishConfigTest {

    private static ComponentModel finished(String configured) {
        ComponentModel component = new ComponentModel();
        component.put("finished", configured);
        return component;
    }

    @Test
    void aDateIsItsBeginningInUtcAndATimeIsThatTime() throws InvalidConfigException {
        assertThat(FinishConfig.read(finished(" 2026-01-31 "))).contains(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(FinishConfig.read(finished("2026-01-31T18:00:00Z"))).contains(Instant.parse("2026-01-31T18:00:00Z"));
        assertThat(FinishConfig.read(finished(" "))).isEmpty();
        assertThat(FinishConfig.read(new ComponentModel())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "yesterday", "2026-02-30", "31.1.2026", "2026-01-31T18:00:00"})
    void whatIsNoTimeIsRefusedAndFinishesNothing(String configured) {
        assertThatThrownBy(() -> FinishConfig.read(finished(configured)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("lazyMigrationFinishedInvalid");
        assertThat(FinishConfig.isFinished(finished(configured))).isFalse();
    }

    @Test
    void nobodyFinishesAMigrationAtALaterTime() throws InvalidConfigException {
        Instant now = Instant.now();
        assertThat(FinishConfig.check(finished(now.toString()))).isPresent();
        String tomorrow = now.plus(1, ChronoUnit.DAYS).toString();

        assertThatThrownBy(() -> FinishConfig.check(finished(tomorrow))).isInstanceOf(InvalidConfigException.class);
    }

    @Test
    void finishingAndReopeningLeaveTheRestAndTheStoredProviderAlone() {
        ComponentModel stored = new ComponentModel();
        stored.put("dialect", "auth0");
        Instant now = Instant.parse("2026-01-31T18:00:00.123456Z");

        ComponentModel finished = FinishConfig.finished(stored, now);

        assertThat(finished.get("finished")).isEqualTo("2026-01-31T18:00:00Z");
        assertThat(finished.get("dialect")).isEqualTo("auth0");
        assertThat(FinishConfig.isFinished(stored)).isFalse();
        assertThat(FinishConfig.isFinished(FinishConfig.reopened(finished))).isFalse();
        assertThat(FinishConfig.isFinished(finished)).isTrue();
    }
}
