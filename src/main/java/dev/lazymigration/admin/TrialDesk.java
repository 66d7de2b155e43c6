package dev.lazymigration.admin;

import dev.lazymigration.config.AdminMessages;
import dev.lazymigration.legacy.LegacyTrial;
import dev.lazymigration.legacy.LegacyTrial.Ending;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.LegacyTrials;
import dev.lazymigration.migration.LegacyTrials.Trial;
import dev.lazymigration.migration.Rehearsal;
import dev.lazymigration.migration.Rehearsal.Attempt;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.policy.PolicyError;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.ErrorResponse;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderFactory;

/** Tries out a script and shows what the user whom it returns would become. Writes nothing. */
record TrialDesk(KeycloakSession session, RealmModel realm, ComponentModel provider, AdminMessages messages) {

    /**
     * What came of it.
     *
     * @param run of the script
     * @param answer for the administrator
     */
    record Done(LegacyTrial run, TrialRepresentation answer) {}

    /** @throws jakarta.ws.rs.WebApplicationException 400, when the request or what it would configure cannot be used */
    Done run(TrialRequest request) {
        UserStorageProviderFactory<?> factory = (UserStorageProviderFactory<?>)
                session.getKeycloakSessionFactory().getProviderFactory(UserStorageProvider.class, AdminApiFactory.ID);
        Set<String> keys = factory.getConfigProperties().stream()
                .map(ProviderConfigProperty::getName)
                .collect(Collectors.toSet());
        request.check(keys);
        Trial trial = tried((LegacyTrials) factory, request);
        long start = System.nanoTime();
        Optional<Rehearsal.Result> rehearsal = trial.run().user().map(user -> rehearsed(trial, user, request));
        Duration mapping = Duration.ofNanos(System.nanoTime() - start);
        Optional<TrialRepresentation.Password> password = rehearsal
                .filter(result -> result.user().isPresent())
                .filter(result -> request.typedPassword().isPresent())
                .map(result -> new TrialRepresentation.Password(
                        result.objection().isEmpty(),
                        result.objection().map(this::text).orElse(null),
                        result.updatePassword()));
        return new Done(trial.run(), TrialRepresentation.of(trial, rehearsal, password, mapping));
    }

    private Trial tried(LegacyTrials trials, TrialRequest request) {
        try {
            return trials.tryOut(session, request.candidate(provider), request.question());
        } catch (ComponentValidationException invalid) {
            throw ErrorResponse.error(
                    messages.format(invalid.getMessage(), invalid.getParameters()), Response.Status.BAD_REQUEST);
        }
    }

    /** In a transaction of its own, which is rolled back whatever Keycloak's providers do in it. */
    private Rehearsal.Result rehearsed(Trial trial, LegacyUser user, TrialRequest request) {
        Attempt attempt = new Attempt(
                request.legacyQuery(),
                request.typedPassword(),
                trial.run().ending() == Ending.PASSWORD_EXPIRED,
                trial.run().ending() == Ending.LOCKED);
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> {
                    own.getTransactionManager().setRollbackOnly();
                    return new Rehearsal(own, own.realms().getRealm(realm.getId()), provider, trial.settings())
                            .of(user, attempt);
                },
                "trial of a lazy migration");
    }

    private String text(PolicyError objection) {
        return messages.format(objection.getMessage(), objection.getParameters());
    }
}
