package dev.lazymigration.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.util.JsonSerialization;

/**
 * What an audit has found, which is never a password or a hash. As JSON it has the names of the fields here.
 *
 * @param totals what would become of the rows
 * @param findings what stands in their way; one for each kind, and none for a kind of which there is nothing; unmodifiable
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditReport(Totals totals, List<Finding> findings) {

    /** Nothing yet. */
    public static final AuditReport EMPTY = new AuditReport(new Totals(0, 0, 0, 0, 0, 0, 0, Map.of()), List.of());

    public AuditReport {
        findings = List.copyOf(findings);
    }

    /**
     * What would become of the rows in a sync; each is in one of the first, the second, the fifth and the sixth.
     *
     * @param known users who came across before, and rows with the id of a row before them
     * @param coming users who would come across
     * @param withPassword those of them whose password hash Keycloak could verify
     * @param linked those of them who would prove their password at their first login
     * @param skipped users who are switched off in the legacy system and would stay there
     * @param failed rows that would not come across
     * @param withoutHash users who would be linked because their row has no password hash
     * @param passwords how many passwords each hash algorithm would verify; unmodifiable
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Totals(
            long known,
            long coming,
            long withPassword,
            long linked,
            long skipped,
            long failed,
            long withoutHash,
            Map<String, Long> passwords) {

        public Totals {
            passwords = new TreeMap<>(passwords);
        }
    }

    /**
     * One kind of thing that was found.
     *
     * @param code of {@link FindingCode}
     * @param count how many rows have it
     * @param explanation which rows these are, and what to do about them
     * @param reasons why, the most frequent first; those that are too many are left out; empty where the code says all;
     *     unmodifiable
     * @param samples some of the rows; unmodifiable
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Finding(String code, long count, String explanation, List<Reason> reasons, List<Sample> samples) {

        public Finding {
            reasons = List.copyOf(reasons);
            samples = List.copyOf(samples);
        }
    }

    /**
     * A reason.
     *
     * @param reason for the administrator
     * @param count how often it was met
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Reason(String reason, long count) {}

    /**
     * What a row is found by; long texts are cut.
     *
     * @param legacyId null when the row has none
     * @param username as the legacy system writes it, or as it would be in Keycloak; null when there is none
     * @param email null when there is none
     * @param place which row it is, where it has no id; null otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sample(String legacyId, String username, String email, String place) {

        private static final int LONGEST_TEXT = 255;

        public Sample {
            legacyId = shortened(legacyId);
            username = shortened(username);
            email = shortened(email);
            place = shortened(place);
        }

        private static String shortened(String text) {
            return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
        }
    }

    /** Reads what {@link #json} has written; an empty text is an empty report. */
    public static AuditReport read(String json) {
        try {
            return json.isEmpty() ? EMPTY : JsonSerialization.readValue(json, AuditReport.class);
        } catch (IOException notWrittenHere) {
            throw new UncheckedIOException("The report of an audit cannot be read", notWrittenHere);
        }
    }

    String json() {
        try {
            return JsonSerialization.writeValueAsString(this);
        } catch (IOException impossible) {
            throw new UncheckedIOException("The report of an audit cannot be written", impossible);
        }
    }
}
