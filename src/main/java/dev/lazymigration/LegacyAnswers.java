package dev.lazymigration;

import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.MigrationJournal;
import dev.lazymigration.migration.PendingUser;
import dev.lazymigration.migration.Refusal;
import dev.lazymigration.migration.profile.MappedProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Who somebody is of whom the legacy system has told: a {@link PendingUser}, a user who was migrated, or nobody. It is asked
 * each question once. Belongs to one Keycloak session and writes nothing.
 */
final class LegacyAnswers {

    private final KeycloakSession session;
    private final ComponentModel provider;
    private final ConfiguredProvider configured;
    private final LoginDoor loginDoor;
    private final ImportSettings settings;
    private final FlowNotes notes;
    private final RequestEnd requestEnd;

    /** One request asks for the same user up to three times, and has to get the same object each time. */
    private final Map<LegacyQuery, Optional<UserModel>> answers = new HashMap<>();

    private final Map<String, PendingUser> pendingUsers = new HashMap<>();

    LegacyAnswers(KeycloakSession session, ConfiguredProvider configured) {
        this.session = session;
        this.provider = configured.component();
        this.configured = configured;
        this.loginDoor = new LoginDoor(session);
        this.settings = configured.importSettings();
        this.notes = new FlowNotes(session);
        this.requestEnd = new RequestEnd(session);
    }

    /** The pending user of whom it has told, if it has. */
    Optional<UserModel> pendingUser(String legacyId) {
        return Optional.ofNullable(pendingUsers.get(legacyId));
    }

    /** Who a legacy user became, also when that user is deleted by now. */
    Optional<MigrationRecord> migrated(String legacyId) {
        return JpaMigrationLedger.of(session).find(provider.getId(), legacyId);
    }

    /**
     * Asks, unless the same was asked before.
     *
     * @param typedName what somebody is called in this request, or null
     */
    Optional<UserModel> find(RealmModel realm, LegacyQuery query, String typedName) {
        Optional<UserModel> known = answers.get(query);
        if (known == null) {
            known = ask(realm, query, typedName);
            answers.put(query, known);
        }
        return known;
    }

    private Optional<UserModel> ask(RealmModel realm, LegacyQuery query, String typedName) {
        LegacyDirectory directory = loginDoor.isWhereWeAre() ? configured.loginDirectory() : configured.directory();
        LookupOutcome outcome = directory.find(query, RequestContexts.of(session.getContext(), realm));
        return outcome.fold(
                found -> known(realm, query, found.user(), typedName),
                notFound -> Optional.empty(),
                unavailable -> {
                    journal(realm).unavailable("getUser", typedName, unavailable.reason(), unavailable.console());
                    throw requestEnd.unavailable();
                },
                broken -> {
                    journal(realm).broken("getUser", typedName, broken.reason(), broken.console());
                    throw requestEnd.unavailable();
                });
    }

    private Optional<UserModel> known(RealmModel realm, LegacyQuery query, LegacyUser user, String typedName) {
        Optional<MigrationRecord> migrated = migrated(user.id());
        MappedProfile mapped = settings.mappingIn(realm).of(user, typedName);
        if (migrated.isPresent()) {
            UserModel local = session.users().getUserById(realm, migrated.get().userId());
            if (local == null) {
                journal(realm).deletedUserAskedFor(user);
            }
            return Optional.ofNullable(local).filter(found -> isStillCalled(found, mapped, typedName));
        }
        if (mapped instanceof MappedProfile.Usable usable) {
            PendingUser pending = pendingUsers.computeIfAbsent(
                    user.id(), id -> new PendingUser(session, realm, provider, user, usable, query));
            notes.remember(pending.getId(), query);
            notes.rememberEmail(pending.getId(), usable.email());
            return Optional.of(pending);
        }
        journal(realm)
                .refused(user, typedName, new Refusal.UnusableProfile(((MappedProfile.Unusable) mapped).reason()));
        throw requestEnd.unavailable();
    }

    /**
     * Whether the legacy system still knows a migrated user by a name that he has in Keycloak; then another name of his
     * there, a phone number for example, is as good. If not, he was renamed in Keycloak, which alone decides who he is. An
     * address that he has there and not in Keycloak leads to nobody.
     */
    private static boolean isStillCalled(UserModel local, MappedProfile mapped, String typedName) {
        if (!(mapped instanceof MappedProfile.Usable usable)) {
            return false;
        }
        String address = usable.email();
        boolean sameAddress = address != null && address.equalsIgnoreCase(local.getEmail());
        boolean sameUsername = usable.username().equalsIgnoreCase(local.getUsername());
        return sameAddress || sameUsername && !typedName.equalsIgnoreCase(address);
    }

    private MigrationJournal journal(RealmModel realm) {
        return new MigrationJournal(session, realm, provider);
    }
}
