package dev.lazymigration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationProgressTest {

    private final List<String> announced = new ArrayList<>();
    private final MigrationProgress progress =
            new MigrationProgress(Map.of("1", "ada@example.org", "2", "grace@example.org"), announced::add);

    @Test
    void everyMigratedUserIsAnnouncedByHisEmail() {
        progress.accept(migrated("ada", "login", "1"));
        progress.accept(migrated("grace", "reset", "2"));

        assertThat(announced)
                .containsExactly(
                        "ada@example.org migrated by login, 1 of 2", "grace@example.org migrated by reset, 2 of 2");
    }

    @Test
    void aUserWhoIsNotInTheListIsAnnouncedByHisName() {
        progress.accept(migrated("alan", "login", "77"));

        assertThat(announced).containsExactly("alan migrated by login, 1 of 2");
    }

    @Test
    void aUserCountsOnce() {
        progress.accept(migrated("ada", "login", "1"));
        progress.accept(migrated("ada", "login", "1"));

        assertThat(announced).hasSize(1);
    }

    @Test
    void otherLinesAreNoMigrations() {
        progress.accept("2026-11-22 03:00:00,000 INFO  [io.quarkus] (main) Keycloak 26.7.0 started in 8.9s.");
        progress.accept(
                "2026-11-22 03:00:00,000 WARN  [org.keycloak.events] (executor-thread-1) username=\"x outcome=Migrated"
                        + " method=login millis=3 legacyId=1 userId=1 username=x\"");

        assertThat(announced).isEmpty();
    }

    private static String migrated(String username, String how, String id) {
        return "2026-11-22 03:00:00,000 INFO  [dev.lazymigration] (executor-thread-7) realm=demo"
                + " provider=legacy outcome=Migrated method=" + how + " millis=12 legacyId=" + id + " userId=" + id
                + "-k username=" + username;
    }
}
