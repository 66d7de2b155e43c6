package dev.lazymigration.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.audit.AuditReport.Finding;
import dev.lazymigration.audit.AuditReport.Sample;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.BulkForecast;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.MappingRules;
import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTallyTest {

    private static final Namesakes.Rules USUAL = new Namesakes.Rules(false, true);
    private static final BulkForecast.Password BCRYPT = new BulkForecast.Password(true, Optional.of("bcrypt"));

    private final AuditTally tally = new AuditTally();

    private static LegacyUser user(int id, String username) {
        return new LegacyUser(String.valueOf(id), Map.of("id", id, "username", username));
    }

    private static MappedProfile mapped(LegacyUser user) {
        return new ProfileMapping(MappingRules.DEFAULT, false).of(user, null);
    }

    private void add(LegacyUser user, boolean across, boolean switchedOff, NotApplied... fields) {
        tally.add(
                new BulkForecast(
                        user,
                        mapped(user),
                        across,
                        switchedOff,
                        Optional.empty(),
                        new BulkForecast.LeftOut(List.of(), List.of(), List.of(), List.of(fields), List.of()),
                        BCRYPT),
                USUAL);
    }

    private Finding only() {
        assertThat(tally.report().findings()).hasSize(1);
        return tally.report().findings().get(0);
    }

    @Test
    void eachRowIsInOneOfTheTotals() {
        add(user(1, "ada"), false, false);
        add(user(2, "grace"), true, false);
        add(user(3, "radia"), false, true);
        add(user(4, "ADA"), false, false);
        tally.addUnusableRow("row 5 of page 1 has no id");
        add(user(1, "ada"), false, false);

        AuditReport.Totals totals = tally.report().totals();

        assertThat(totals.coming()).isEqualTo(1);
        assertThat(totals.known()).isEqualTo(2);
        assertThat(totals.skipped()).isEqualTo(1);
        assertThat(totals.failed()).isEqualTo(2);
        assertThat(totals.passwords()).isEqualTo(Map.of("bcrypt", 1L));
    }

    @Test
    void ofAKindThatIsFrequentAllAreCountedAndSomeAreShown() {
        for (int row = 1; row <= 100; row++) {
            tally.addUnusableRow("row " + row);
        }

        assertThat(only().count()).isEqualTo(100);
        assertThat(only().samples())
                .hasSize(FindingTally.MOST_SAMPLES)
                .startsWith(new Sample(null, null, null, "row 1"));
    }

    @Test
    void reasonsAreCountedAndTheMostFrequentComeFirst() {
        for (int row = 1; row <= 60; row++) {
            add(
                    user(row, "user" + row),
                    false,
                    false,
                    new NotApplied("often", "why"),
                    new NotApplied("often", "why"),
                    new NotApplied("field" + row, "why"));
        }

        assertThat(only().count()).isEqualTo(60);
        assertThat(only().reasons())
                .hasSize(FindingTally.MOST_SAMPLES)
                .startsWith(new AuditReport.Reason("often: why", 60));
    }

    @Test
    void aSampleHasWhatTheLegacySystemCallsItsUserAndNothingElse() {
        add(user(1, "Ada"), false, false);
        add(
                new LegacyUser("2", Map.of("id", 2, "username", "ADA", "passwordHash", "a-hash", "name", "a name")),
                false,
                false);

        assertThat(only().code()).isEqualTo("username-case-clash");
        assertThat(only().samples()).containsExactly(new Sample("2", "ADA", null, null));
        assertThat(tally.report().json()).doesNotContain("a-hash", "a name");
    }

    @Test
    void longTextsAreCut() {
        add(user(1, "u".repeat(400)), false, false);

        assertThat(only().code()).isEqualTo("unusable-profile");
        assertThat(only().samples().get(0).username()).hasSize(255).endsWith("…");
    }

    @Test
    void aReportIsReadAsItWasWrittenAndLeavesOutWhatIsMissing() {
        add(user(1, "ada"), false, false);
        tally.addUnusableRow("row 2");
        AuditReport report = tally.report();

        assertThat(AuditReport.read(report.json())).isEqualTo(report);
        assertThat(report.json()).contains("{\"place\":\"row 2\"}");
        assertThat(AuditReport.read("")).isEqualTo(AuditReport.EMPTY);
    }
}
