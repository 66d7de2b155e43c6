package dev.lazymigration.audit;

import dev.lazymigration.audit.AuditReport.Sample;
import dev.lazymigration.audit.AuditReport.Totals;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.BulkForecast;
import dev.lazymigration.migration.BulkForecast.Obstacle;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What has been found in the rows that were read. Not safe for use by several threads. */
final class AuditTally {

    private final Namesakes namesakes = new Namesakes(SeenTexts.MOST);
    private final Map<FindingCode, FindingTally> findings = new EnumMap<>(FindingCode.class);
    private final Map<String, Long> passwords = new TreeMap<>();
    private long known;
    private long withPassword;
    private long linked;
    private long skipped;
    private long failed;
    private long withoutHash;

    AuditTally() {
        EnumSet.allOf(FindingCode.class).forEach(code -> findings.put(code, new FindingTally(code)));
    }

    /** A row that is no user. */
    void addUnusableRow(String problem) {
        failed++;
        found(FindingCode.UNUSABLE_ROW, new Sample(null, null, null, problem), List.of());
    }

    /** A row that is one. */
    void add(BulkForecast forecast, Namesakes.Rules rules) {
        Sample sample = sample(forecast);
        if (namesakes.isFull()) {
            found(FindingCode.NOT_COMPARED, sample, List.of());
        }
        if (!namesakes.meetId(forecast.user().id())) {
            known++;
            found(FindingCode.DUPLICATE_ID, sample, List.of());
        } else if (forecast.switchedOff()) {
            skipped++;
        } else {
            Set<FindingCode> obstacles = obstacles(forecast, rules);
            obstacles.forEach(code -> found(code, sample, reasons(code, forecast)));
            count(forecast, obstacles);
            leftOut(forecast, sample);
        }
    }

    private Set<FindingCode> obstacles(BulkForecast forecast, Namesakes.Rules rules) {
        Set<FindingCode> obstacles = EnumSet.noneOf(FindingCode.class);
        if (forecast.profile() instanceof MappedProfile.Usable usable) {
            obstacles.addAll(namesakes.meet(
                    new Namesakes.Names(
                            usable.username(), spelling(forecast.user(), usable.username()), usable.email()),
                    rules));
            forecast.obstacle().map(AuditTally::code).ifPresent(obstacles::add);
        } else if (!forecast.across()) {
            obstacles.add(FindingCode.UNUSABLE_PROFILE);
        }
        return obstacles;
    }

    private static FindingCode code(Obstacle obstacle) {
        return switch (obstacle) {
            case USERNAME_TAKEN -> FindingCode.USERNAME_TAKEN;
            case EMAIL_TAKEN -> FindingCode.EMAIL_TAKEN;
            case MIGRATED_USER -> FindingCode.MIGRATED_USER_HAS_NAME;
        };
    }

    private static List<String> reasons(FindingCode code, BulkForecast forecast) {
        return code == FindingCode.UNUSABLE_PROFILE && forecast.profile() instanceof MappedProfile.Unusable unusable
                ? List.of(unusable.reason())
                : List.of();
    }

    private void count(BulkForecast forecast, Set<FindingCode> obstacles) {
        if (forecast.across()) {
            known++;
        } else if (obstacles.stream().anyMatch(FindingCode::keepsOut)) {
            failed++;
        } else if (forecast.password().algorithm().isPresent()) {
            withPassword++;
            passwords.merge(forecast.password().algorithm().get(), 1L, Long::sum);
        } else {
            linked++;
            withoutHash += forecast.password().hashed() ? 0 : 1;
        }
    }

    private void leftOut(BulkForecast forecast, Sample sample) {
        leftOut(FindingCode.ROLE_LEFT_OUT, forecast.leftOut().roles(), sample);
        leftOut(FindingCode.GROUP_LEFT_OUT, forecast.leftOut().groups(), sample);
        leftOut(FindingCode.ORGANIZATION_LEFT_OUT, forecast.leftOut().organizations(), sample);
        leftOut(FindingCode.FIELD_LEFT_OUT, forecast.leftOut().fields(), sample);
        leftOut(FindingCode.HASH_LEFT_OUT, forecast.leftOut().password(), sample);
    }

    private void leftOut(FindingCode code, List<NotApplied> what, Sample sample) {
        if (!what.isEmpty()) {
            found(code, sample, what.stream().map(NotApplied::toString).toList());
        }
    }

    private void found(FindingCode code, Sample sample, List<String> why) {
        findings.get(code).add(sample, why);
    }

    /** What of his profile has become his user name: what is called so before what a rule may have made that. */
    private static String spelling(LegacyUser user, String username) {
        LegacyQuery names = ProfileMapping.queryFor(user);
        return Stream.concat(Stream.of(names.username(), names.email()), user.profile().values().stream())
                .filter(String.class::isInstance)
                .map(text -> ((String) text).strip())
                .filter(text -> text.toLowerCase(Locale.ROOT).equals(username))
                .findFirst()
                .orElse(username);
    }

    private static Sample sample(BulkForecast forecast) {
        LegacyQuery names = ProfileMapping.queryFor(forecast.user());
        String username = names.username() == null && forecast.profile() instanceof MappedProfile.Usable usable
                ? usable.username()
                : names.username();
        String email = names.email() == null && forecast.profile() instanceof MappedProfile.Usable usable
                ? usable.email()
                : names.email();
        return new Sample(forecast.user().id(), username, email, null);
    }

    AuditReport report() {
        return new AuditReport(
                new Totals(known, withPassword + linked, withPassword, linked, skipped, failed, withoutHash, passwords),
                findings.values().stream()
                        .filter(finding -> !finding.isEmpty())
                        .map(FindingTally::finding)
                        .toList());
    }
}
