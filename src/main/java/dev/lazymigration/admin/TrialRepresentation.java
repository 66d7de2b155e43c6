package dev.lazymigration.admin;

import dev.lazymigration.legacy.LegacyTrial;
import dev.lazymigration.migration.Fate;
import dev.lazymigration.migration.LegacyTrials.Trial;
import dev.lazymigration.migration.Rehearsal;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the trial of a script, in JSON. No password and no configured secret is in it.
 *
 * @param outcome how the run ended: {@code authenticated}, {@code refused} or another
 * @param reason of that; missing when it has none
 * @param profile whom the script returned; missing when nobody
 * @param fate what would become of him; missing without a profile
 * @param user him as a Keycloak user; missing without a profile or when it cannot be used
 * @param password what the realm's policy says of the password; missing without a user or a password
 * @param warnings what would not come across
 * @param millis how long it took
 * @param calls what the script asked of the server
 * @param callsLeftOut how many calls there were beyond those
 * @param console what the script printed
 */
public record TrialRepresentation(
        String outcome,
        String reason,
        Map<String, Object> profile,
        FateOfUser fate,
        User user,
        Password password,
        List<Warning> warnings,
        Millis millis,
        List<Call> calls,
        int callsLeftOut,
        List<String> console) {

    /**
     * What would become of the user if he proved his password now.
     *
     * @param becomes {@code new-user}, {@code known-user}, {@code linked-user}, {@code disabled} or {@code refused}
     * @param userId of the user in Keycloak who he is or would be; missing when there is none
     * @param code why he is refused; missing when he is not
     * @param explanation the same for people
     * @param collisions the users who stand in his way; missing when he is not refused
     */
    public record FateOfUser(
            String becomes, String userId, String code, String explanation, List<Collision> collisions) {

        static FateOfUser of(Fate fate, ShownValues shown) {
            return fate.fold(
                    newOne -> new FateOfUser("new-user", null, null, null, null),
                    known -> new FateOfUser("known-user", known.userId(), null, null, null),
                    linked -> new FateOfUser("linked-user", linked.userId(), null, null, null),
                    switchedOff -> new FateOfUser("disabled", null, null, null, null),
                    refused -> new FateOfUser(
                            "refused",
                            null,
                            refused.reason().code(),
                            shown.text(refused.reason().explanation()),
                            refused.inTheWay().stream()
                                    .map(user -> new Collision(user.userId(), shown.text(user.username())))
                                    .toList()));
        }
    }

    /** A user in the way, by his id and his name in Keycloak. */
    public record Collision(String userId, String username) {}

    /** A user in Keycloak's terms. */
    public record User(
            String username,
            String email,
            boolean emailVerified,
            String firstName,
            String lastName,
            boolean enabled,
            Map<String, Object> attributes,
            List<String> roles,
            List<String> groups,
            List<String> organizations,
            List<String> requiredActions,
            List<String> credentials,
            List<String> identityProviders) {

        static User of(MappedProfile.Usable user, ShownValues shown) {
            return new User(
                    shown.text(user.username()),
                    shown.text(user.email()),
                    user.emailVerified(),
                    shown.text(user.firstName()),
                    shown.text(user.lastName()),
                    user.enabled(),
                    shown.fields(user.attributes()),
                    shown.texts(user.belongings().roles().stream()
                            .map(role -> role.name())
                            .toList()),
                    shown.texts(user.belongings().groups().stream()
                            .map(group -> group.path())
                            .toList()),
                    shown.texts(user.belongings().organizations().stream()
                            .map(organization -> organization.alias())
                            .toList()),
                    shown.texts(user.belongings().requiredActions()),
                    shown.texts(user.belongings().credentials().stream()
                            .map(credential -> credential.field())
                            .toList()),
                    shown.texts(user.belongings().identities().stream()
                            .map(identity -> identity.providerAlias())
                            .toList()));
        }
    }

    /**
     * What the realm's policy says.
     *
     * @param acceptable whether it would take the password from a user
     * @param problem why not; missing when it would
     * @param update whether the user would have to choose another one
     */
    public record Password(boolean acceptable, String problem, boolean update) {}

    /** Something that would not come across: where it is in the profile, and why. */
    public record Warning(String field, String reason) {

        static Warning of(NotApplied notApplied, ShownValues shown) {
            return new Warning(shown.text(notApplied.field()), shown.text(notApplied.reason()));
        }
    }

    /**
     * How long it took, in milliseconds.
     *
     * @param preparation to check the configuration and to check and translate the scripts, which at a login is done
     *     already
     * @param script the run, the calls included
     * @param calls the calls
     * @param mapping to find out what would become of the user
     */
    public record Millis(long preparation, long script, long calls, long mapping) {}

    /**
     * A call of the script.
     *
     * @param function module and function
     * @param millis how long it took
     * @param failure why it failed; missing when it did not
     */
    public record Call(String function, long millis, String failure) {

        static Call of(LegacyTrial.Call call) {
            return new Call(
                    call.function(), call.duration().toMillis(), call.failure().orElse(null));
        }
    }

    /**
     * @param rehearsal of the import of whom the script returned
     * @param mapping how long the rehearsal took
     */
    static TrialRepresentation of(
            Trial trial, Optional<Rehearsal.Result> rehearsal, Optional<Password> password, Duration mapping) {
        LegacyTrial run = trial.run();
        ShownValues shown = new ShownValues(run.withoutSecrets());
        return new TrialRepresentation(
                run.ending().label(),
                run.reason().isEmpty() ? null : run.reason(),
                run.user().map(user -> shown.fields(user.profile())).orElse(null),
                rehearsal.map(result -> FateOfUser.of(result.fate(), shown)).orElse(null),
                rehearsal
                        .flatMap(Rehearsal.Result::user)
                        .map(user -> User.of(user, shown))
                        .orElse(null),
                password.orElse(null),
                rehearsal.map(Rehearsal.Result::notApplied).orElse(List.of()).stream()
                        .map(notApplied -> Warning.of(notApplied, shown))
                        .toList(),
                new Millis(
                        trial.preparation().toMillis(),
                        run.duration().toMillis(),
                        run.hostTime().toMillis(),
                        mapping.toMillis()),
                run.calls().stream().map(Call::of).toList(),
                run.callsLeftOut(),
                run.console());
    }
}
