package dev.lazymigration.flow;

import dev.lazymigration.testkit.TestRealm;
import java.util.Map;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;

/** Keycloak's browser flow with the user name on one page and the password on the next. */
final class UsernameFirstFlow {

    private static final String ALIAS = "in two steps";

    private UsernameFirstFlow() {}

    /** Makes it the browser flow of the realm. */
    static void bind(TestRealm realm) {
        AuthenticationManagementResource flows = realm.admin().flows();
        if (flows.getFlows().stream().noneMatch(flow -> flow.getAlias().equals(ALIAS))) {
            create(flows);
        }
        realm.change(settings -> settings.setBrowserFlow(ALIAS));
    }

    private static void create(AuthenticationManagementResource flows) {
        flows.copy("browser", Map.of("newName", ALIAS)).close();
        String forms = ALIAS + " forms";
        flows.getExecutions(ALIAS).stream()
                .filter(execution -> "auth-username-password-form".equals(execution.getProviderId())
                        || execution.getDisplayName().contains("OTP"))
                .forEach(execution -> flows.removeExecution(execution.getId()));
        flows.addExecution(forms, Map.of("provider", "auth-username-form"));
        flows.addExecution(forms, Map.of("provider", "auth-password-form"));
        flows.getExecutions(ALIAS).stream()
                .filter(execution -> execution.getProviderId() != null
                        && execution.getProviderId().endsWith("-form"))
                .forEach(execution -> {
                    execution.setRequirement("REQUIRED");
                    flows.updateExecutions(ALIAS, execution);
                });
    }
}
