package dev.lazymigration.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.RunReport;
import dev.lazymigration.script.ScriptSlot;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationMetricsTest {

    private static final MeteredProvider LEGACY = new MeteredProvider("1", "r", "customers", "legacy");
    private static final RequestContext CONTEXT = new RequestContext("r", "customers", null, null, null, null);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MigrationMetrics metrics = new MigrationMetrics(registry);

    private void run(MeteredProvider of, String outcome) {
        metrics.of(of);
        end(of, outcome);
    }

    private void end(MeteredProvider of, String outcome) {
        metrics.runsOf(of.id())
                .ended(new RunReport(ScriptSlot.LOGIN, null, outcome, "", Duration.ofMillis(30), List.of()), CONTEXT);
    }

    private long runs(String provider) {
        return registry.find(ProviderMetrics.SCRIPT).tag("provider", provider).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private double users(String provider) {
        return registry.find(ProviderMetrics.USERS).tag("provider", provider).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double available(String provider) {
        return registry.get(ProviderMetrics.AVAILABLE)
                .tag("provider", provider)
                .gauge()
                .value();
    }

    @Test
    void aRunIsTimedUnderTheScriptAndItsOutcome() {
        run(LEGACY, "Refused");
        run(LEGACY, "Refused");
        run(LEGACY, "Broken");

        assertThat(registry.get(ProviderMetrics.SCRIPT)
                        .tags("realm", "customers", "provider", "legacy", "script", "login", "outcome", "Refused")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(runs("legacy")).isEqualTo(3);
    }

    @Test
    void eachWayOfComingAcrossIsThereBeforeAnybodyHasTakenIt() {
        ProviderMetrics legacy = metrics.of(LEGACY);

        assertThat(registry.find(ProviderMetrics.USERS).counters()).hasSize(MigrationMethod.values().length);
        assertThat(users("legacy")).isZero();

        legacy.migrated(MigrationMethod.RESET);

        assertThat(registry.get(ProviderMetrics.USERS)
                        .tag("how", "reset")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whetherTheLegacySystemCanBeAskedIsLookedUpEachTime() {
        boolean[] available = {true};
        metrics.of(LEGACY).watch(() -> available[0]);

        assertThat(available("legacy")).isEqualTo(1);
        available[0] = false;
        assertThat(available("legacy")).isZero();
    }

    @Test
    void aProviderThatIsSavedAgainGoesOnCounting() {
        run(LEGACY, "Refused");
        run(new MeteredProvider("1", "r", "customers", "legacy"), "Refused");

        assertThat(runs("legacy")).isEqualTo(2);
    }

    @Test
    void nothingIsLeftUnderAnEarlierName() {
        ProviderMetrics before = metrics.of(LEGACY);
        end(LEGACY, "Refused");
        MeteredProvider renamed = new MeteredProvider("1", "r", "customers", "renamed");
        metrics.of(renamed);
        end(renamed, "Refused");
        before.migrated(MigrationMethod.LOGIN);

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getTag("provider"))
                .containsOnly("renamed");
        assertThat(runs("renamed")).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfAProviderOrARealmThatIsGone() {
        MeteredProvider other = new MeteredProvider("2", "r", "customers", "other");
        MeteredProvider elsewhere = new MeteredProvider("3", "s", "staff", "legacy");
        for (MeteredProvider provider : List.of(LEGACY, other, elsewhere)) {
            run(provider, "Refused");
        }

        metrics.forgetProvider("2");
        end(other, "Refused");
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getTag("provider"))
                .containsOnly("legacy");

        metrics.forgetRealm("r");
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getTag("realm"))
                .containsOnly("staff");
    }

    @Test
    void noNameBreaksALine() {
        metrics.of(new MeteredProvider("1", "r", "two\nlines", "a\ttab"));

        assertThat(registry.getMeters()).extracting(Meter::getId).allSatisfy(id -> {
            assertThat(id.getTag("realm")).isEqualTo("two lines");
            assertThat(id.getTag("provider")).isEqualTo("a tab");
        });
    }
}
