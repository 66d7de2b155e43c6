package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.Page;
import dev.lazymigration.ledger.RecordFilter;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.BulkForecast.LeftOut;
import dev.lazymigration.migration.BulkForecast.Obstacle;
import dev.lazymigration.migration.BulkForecast.Password;
import dev.lazymigration.migration.ImportSettings.LockedUsers;
import dev.lazymigration.migration.belongings.BelongingsCheck;
import dev.lazymigration.migration.jpa.TakenNames;
import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * The {@linkplain BulkImport import} of many legacy users as it would go now; nothing is written. Credentials, identities and
 * required actions of theirs are not looked at, which show in an import alone.
 *
 * @param own the session in whose transaction everything is read
 * @param realm in that session
 * @param provider of the users
 * @param settings of the provider
 */
public record BulkRehearsal(KeycloakSession own, RealmModel realm, ComponentModel provider, ImportSettings settings) {

    /** @return what would become of each, in the same order */
    public List<BulkForecast> of(List<LegacyUser> users) {
        Set<String> across = ledger().find(
                        provider.getId(), users.stream().map(LegacyUser::id).toList())
                .keySet();
        ProfileMapping mapping = settings.mappingIn(realm);
        List<MappedProfile> profiles =
                users.stream().map(user -> mapping.of(user, null)).toList();
        TakenNames names = taken(profiles);
        Map<Belongings, LeftOut> checked = new HashMap<>();
        return IntStream.range(0, users.size())
                .mapToObj(i -> across.contains(users.get(i).id())
                        ? withoutMore(users.get(i), profiles.get(i), true, false)
                        : forecast(users.get(i), profiles.get(i), names, checked))
                .toList();
    }

    private TakenNames taken(Collection<MappedProfile> profiles) {
        return new TakenNames(
                own,
                realm,
                profiles.stream()
                        .flatMap(profile -> profile instanceof MappedProfile.Usable usable
                                ? Stream.of(usable.username(), usable.email())
                                : Stream.empty())
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static BulkForecast withoutMore(
            LegacyUser user, MappedProfile profile, boolean across, boolean switchedOff) {
        return new BulkForecast(user, profile, across, switchedOff, Optional.empty(), LeftOut.NOTHING, Password.NONE);
    }

    private BulkForecast forecast(
            LegacyUser user, MappedProfile profile, TakenNames names, Map<Belongings, LeftOut> checked) {
        if (!(profile instanceof MappedProfile.Usable usable)) {
            return withoutMore(user, profile, false, false);
        }
        if ((user.isBlocked() || !usable.enabled()) && settings.lockedUsers() == LockedUsers.REFUSE) {
            return withoutMore(user, profile, false, true);
        }
        CarriedPassword password = CarriedPassword.of(user);
        LeftOut belongings = checked.computeIfAbsent(checkable(usable.belongings()), this::check);
        return new BulkForecast(
                user,
                profile,
                false,
                false,
                names.mayHave(usable.username(), usable.email()) ? obstacle(usable) : Optional.empty(),
                new LeftOut(
                        belongings.roles(),
                        belongings.groups(),
                        belongings.organizations(),
                        usable.notApplied(),
                        password.notApplied()),
                new Password(password.isThere(), password.algorithm()));
    }

    /** Many users have the same. */
    private static Belongings checkable(Belongings all) {
        return new Belongings(all.roles(), all.groups(), all.organizations(), List.of(), List.of(), List.of());
    }

    private LeftOut check(Belongings belongings) {
        BelongingsCheck check =
                new BelongingsCheck(own, realm, settings.createGroups(), settings.createOrganizations());
        return new LeftOut(
                check.roles(belongings),
                check.groups(belongings),
                check.organizations(belongings),
                List.of(),
                List.of());
    }

    private Optional<Obstacle> obstacle(MappedProfile.Usable profile) {
        return new Collisions(UserStoragePrivateUtil.userLocalStorage(own), realm)
                .with(profile)
                .map(met -> met.users().stream().allMatch(this::isMigrated)
                        ? Obstacle.MIGRATED_USER
                        : met.taken() == Refusal.Collision.USERNAME_TAKEN
                                ? Obstacle.USERNAME_TAKEN
                                : Obstacle.EMAIL_TAKEN);
    }

    private boolean isMigrated(UserModel user) {
        RecordFilter his =
                new RecordFilter(Optional.empty(), Optional.of(user.getId()), Optional.empty(), Optional.empty());
        return !ledger().list(provider.getId(), his, new Page(0, 1)).isEmpty();
    }

    private MigrationLedger ledger() {
        return JpaMigrationLedger.of(own);
    }
}
