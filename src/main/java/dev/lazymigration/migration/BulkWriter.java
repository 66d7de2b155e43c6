package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.jpa.BulkWriting;
import dev.lazymigration.migration.jpa.FederatedUserIndex;
import dev.lazymigration.migration.jpa.TakenNames;
import dev.lazymigration.migration.notice.NoticeWriter;
import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Writes many legacy users of whom most are nobody's namesakes: these in one piece, and the others one after the other, each
 * in the way of a single import.
 *
 * @param own the session in whose transaction everything is written
 * @param realm in that session
 * @param provider of the users
 * @param settings of the provider
 */
record BulkWriter(KeycloakSession own, RealmModel realm, ComponentModel provider, ImportSettings settings) {

    /** @return what became of each, by his legacy id */
    Map<String, BulkOutcome> write(Collection<BulkCandidate> candidates) {
        // The ledger first, before anything is looked at, as with a single import.
        ledger().addAll(candidates.stream().map(this::line).toList());
        TakenNames names = taken(candidates);
        Set<String> withTraces = new FederatedUserIndex(own)
                .among(candidates.stream()
                        .map(candidate -> candidate.arrival().pending().getId())
                        .toList());
        List<BulkCandidate> bare = new ArrayList<>();
        List<BulkCandidate> others = new ArrayList<>();
        for (BulkCandidate candidate : candidates) {
            MappedProfile.Usable profile = candidate.arrival().profile();
            boolean isBare = !names.mayHave(profile.username(), profile.email())
                    && !withTraces.contains(candidate.arrival().pending().getId())
                    && profile.belongings().equals(Belongings.NONE);
            (isBare ? bare : others).add(candidate);
            names.add(profile.username(), profile.email());
        }
        Map<String, BulkOutcome> outcomes = new HashMap<>();
        new BulkWriting(own)
                .run(() -> bare.forEach(candidate ->
                        new NewUser(own, realm, settings).writeBare(candidate.userId(), candidate.arrival())));
        bare.forEach(candidate -> outcomes.put(
                candidate.legacyId(),
                came(candidate, candidate.arrival().profile().notApplied())));
        others.forEach(candidate -> outcomes.put(candidate.legacyId(), written(candidate)));
        return outcomes;
    }

    private TakenNames taken(Collection<BulkCandidate> candidates) {
        return new TakenNames(
                own,
                realm,
                candidates.stream()
                        .map(candidate -> candidate.arrival().profile())
                        .flatMap(profile ->
                                Stream.of(profile.username(), profile.email()).filter(Objects::nonNull))
                        .toList());
    }

    private MigrationRecord line(BulkCandidate candidate) {
        return new MigrationRecord(
                realm.getId(),
                provider.getId(),
                candidate.legacyId(),
                candidate.userId(),
                MigrationMethod.SYNC,
                Instant.now());
    }

    private BulkOutcome written(BulkCandidate candidate) {
        Arrival arrival = candidate.arrival();
        return new Placement(own, realm, ledger(), settings.existingUsers())
                .of(arrival)
                .fold(
                        free -> came(candidate, new NewUser(own, realm, settings).write(candidate.userId(), arrival)),
                        existing -> taken(arrival, Refusal.Collision.USERNAME_TAKEN),
                        switchedOff -> taken(arrival, Refusal.Collision.USERNAME_TAKEN),
                        taken -> taken(arrival, taken.refusal()));
    }

    /** Writes down, together with the user, what did not come across and that the legacy system is to be told of him. */
    private BulkOutcome came(BulkCandidate candidate, List<NotApplied> notApplied) {
        LegacyUser user = candidate.arrival().legacyUser();
        String username = candidate.arrival().profile().username();
        new MigrationJournal(own, realm, provider).notApplied(own, user, username, notApplied);
        if (settings.notices().wanted()) {
            new NoticeWriter(own).add(provider, user, candidate.userId(), username);
        }
        return candidate.came();
    }

    private BulkOutcome taken(Arrival arrival, Refusal refusal) {
        ledger().forget(provider.getId(), arrival.legacyUser().id());
        return new BulkOutcome.Refused(arrival.legacyUser(), arrival.profile().username(), refusal);
    }

    private MigrationLedger ledger() {
        return JpaMigrationLedger.of(own);
    }
}
