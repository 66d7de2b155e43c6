package dev.lazymigration.testkit;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/**
 * An OpenID Connect identity provider of a realm: another realm of the same server. The names are those of the person
 * who logs in by it.
 */
public final class IdentityProvider {

    public static final String PASSWORD = "a password at the identity provider";
    private static final String AUTOMATIC = "link by itself";
    private static final String BY_CONFIRMATION = "first broker login";
    private static final String CLIENT = "broker";
    private static final String SECRET = "the-secret-of-the-broker";

    private final TestRealm realm;
    private final String alias;
    private final TestRealm partner;

    private IdentityProvider(TestRealm realm, String alias, TestRealm partner) {
        this.realm = realm;
        this.alias = alias;
        this.partner = partner;
    }

    /** Adds one to the realm. */
    public static IdentityProvider of(TestRealm realm, String alias) {
        TestRealm partner = TestRealm.named(realm.name() + "-" + alias)
                .realm(settings -> settings.setClients(List.of(client())))
                .create(realm.server());
        IdentityProvider provider = new IdentityProvider(realm, alias, partner);
        provider.register();
        return provider;
    }

    private static ClientRepresentation client() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(CLIENT);
        client.setSecret(SECRET);
        client.setStandardFlowEnabled(true);
        client.setDirectAccessGrantsEnabled(true);
        client.setRedirectUris(List.of("*"));
        return client;
    }

    private void register() {
        String endpoints = partner.url() + "/protocol/openid-connect/";
        Map<String, String> config = new HashMap<>();
        config.put("issuer", partner.url());
        config.put("authorizationUrl", endpoints + "auth");
        config.put("tokenUrl", endpoints + "token");
        config.put("userInfoUrl", endpoints + "userinfo");
        config.put("jwksUrl", endpoints + "certs");
        config.put("useJwksUrl", "true");
        config.put("validateSignature", "true");
        config.put("clientId", CLIENT);
        config.put("clientSecret", SECRET);
        config.put("clientAuthMethod", "client_secret_post");
        config.put("defaultScope", "openid profile email");
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(alias);
        provider.setDisplayName(alias);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setConfig(config);
        try (Response answer = realm.admin().identityProviders().create(provider)) {
            if (answer.getStatus() != Response.Status.CREATED.getStatusCode()) {
                throw new AssertionError("Cannot create the identity provider: " + answer.readEntity(String.class));
            }
        }
    }

    /** Makes somebody known there; his id there is the answer. */
    public String knows(String username, String email) {
        return partner.addUser(username, email, PASSWORD);
    }

    /** Goes from the realm's login page to the identity provider, and comes back as somebody it knows. */
    public LoginPage signIn(String username) {
        return signIn(new Browser(), username);
    }

    public LoginPage signIn(Browser browser, String username) {
        return signIn(realm.app(), browser, username);
    }

    /** The tokens that Keycloak's account console gets for somebody who comes by the identity provider. */
    public OidcClient.Answer signInToAccountConsole(String username) {
        return signIn(realm.accountConsole(), new Browser(), username).tokens();
    }

    private LoginPage signIn(OidcClient application, Browser browser, String username) {
        LoginPage login = application.openLogin(browser);
        browser.clickLink(alias);
        return login.signIn(username, PASSWORD);
    }

    /** An access token of somebody it knows. */
    public OidcClient.Answer directGrant(String username) {
        return new OidcClient(partner.url(), CLIENT, TestRealm.APP_URL)
                .withSecret(SECRET)
                .directGrant(username, PASSWORD);
    }

    public String alias() {
        return alias;
    }

    /** Where the identity provider's own tokens say that they come from. */
    public String issuer() {
        return partner.url();
    }

    /** From now on the realm links whoever has the same e-mail address, and asks nobody. */
    public void linkByItself() {
        AuthenticationManagementResource flows = realm.admin().flows();
        if (flows.getFlows().stream().noneMatch(flow -> AUTOMATIC.equals(flow.getAlias()))) {
            AuthenticationFlowRepresentation automatic = new AuthenticationFlowRepresentation();
            automatic.setAlias(AUTOMATIC);
            automatic.setProviderId("basic-flow");
            automatic.setTopLevel(true);
            automatic.setBuiltIn(false);
            flows.createFlow(automatic).close();
            for (String step : List.of("idp-create-user-if-unique", "idp-auto-link")) {
                flows.addExecution(AUTOMATIC, Map.of("provider", step));
            }
            flows.getExecutions(AUTOMATIC).forEach(step -> {
                step.setRequirement("ALTERNATIVE");
                flows.updateExecutions(AUTOMATIC, step);
            });
        }
        change(provider -> provider.setFirstBrokerLoginFlowAlias(AUTOMATIC));
    }

    /** From now on users confirm that they want to be linked, by a link in a mail. */
    public void confirmByMail() {
        confirm("ALTERNATIVE");
    }

    /** From now on users confirm that they want to be linked, by their password. */
    public void confirmByPassword() {
        confirm("DISABLED");
    }

    private void confirm(String requirementOfTheMail) {
        AuthenticationManagementResource flows = realm.admin().flows();
        flows.getExecutions(BY_CONFIRMATION).stream()
                .filter(step -> "idp-email-verification".equals(step.getProviderId()))
                .forEach(step -> {
                    step.setRequirement(requirementOfTheMail);
                    flows.updateExecutions(BY_CONFIRMATION, step);
                });
        change(provider -> provider.setFirstBrokerLoginFlowAlias(BY_CONFIRMATION));
    }

    private void change(Consumer<IdentityProviderRepresentation> change) {
        IdentityProviderRepresentation provider =
                realm.admin().identityProviders().get(alias).toRepresentation();
        change.accept(provider);
        realm.admin().identityProviders().get(alias).update(provider);
    }

    /** The ids there under which a user of the realm is linked. */
    public List<String> linksOf(String userId) {
        return realm.admin().users().get(userId).getFederatedIdentity().stream()
                .filter(link -> link.getIdentityProvider().equals(alias))
                .map(FederatedIdentityRepresentation::getUserId)
                .toList();
    }
}
