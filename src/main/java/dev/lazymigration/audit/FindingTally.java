package dev.lazymigration.audit;

import dev.lazymigration.audit.AuditReport.Finding;
import dev.lazymigration.audit.AuditReport.Reason;
import dev.lazymigration.audit.AuditReport.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the rows with one kind of finding, and keeps some of them. Not safe for use by several threads. */
final class FindingTally {

    /** How many rows and reasons of a kind are in a report. */
    static final int MOST_SAMPLES = 20;

    /** Fields, roles and groups may have names without end. */
    private static final int MOST_REASONS = 1_000;

    private static final int LONGEST_REASON = 300;

    private final FindingCode code;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Long> reasons = new HashMap<>();
    private long count;

    FindingTally(FindingCode code) {
        this.code = code;
    }

    /** @param why all that there is to say of it beyond the code */
    void add(Sample sample, List<String> why) {
        count++;
        if (samples.size() < MOST_SAMPLES) {
            samples.add(sample);
        }
        why.stream().map(FindingTally::shortened).distinct().forEach(this::count);
    }

    private void count(String reason) {
        if (reasons.size() < MOST_REASONS || reasons.containsKey(reason)) {
            reasons.merge(reason, 1L, Long::sum);
        }
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }

    boolean isEmpty() {
        return count == 0;
    }

    Finding finding() {
        return new Finding(
                code.code(),
                count,
                code.explanation(),
                reasons.entrySet().stream()
                        .map(reason -> new Reason(reason.getKey(), reason.getValue()))
                        .sorted(Comparator.comparing(Reason::count).reversed().thenComparing(Reason::reason))
                        .limit(MOST_SAMPLES)
                        .toList(),
                samples);
    }
}
