package dev.lazymigration.migration;

import java.util.Optional;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.authentication.authenticators.broker.IdpEmailVerificationAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What Keycloak's notes say of a first login by an identity provider, as far as it has come in this request: the flow
 * finds out whose account is meant, and {@code IdentityBrokerService#afterFirstBrokerLogin} links it afterwards.
 */
public record FirstBrokerLogin(KeycloakSession session) {

    private static final String END = "/broker/after-first-broker-login";

    /**
     * Whether the flow has proved who the user is, and nothing is left but to link him. Keycloak sets the one note in
     * the moment of success, with the user in it; it takes the other away before it loads him, so that neither an
     * unfinished flow nor a second call of this address gets here. Both go when a flow begins anew, and within a flow
     * the user cannot be exchanged ({@code AuthenticationProcessor#setAutheticatedUser}).
     */
    public boolean hasSucceeded() {
        return flow().filter(flow -> flow.getAuthNote(AbstractIdpAuthenticator.FIRST_BROKER_LOGIN_SUCCESS) != null)
                .filter(flow -> flow.getAuthNote(AbstractIdpAuthenticator.BROKERED_CONTEXT_NOTE) == null)
                .filter(flow -> session.getContext().getUri().getPath().endsWith(END))
                .isPresent();
    }

    /** The identity provider to which the user is about to be linked, if there is such a flow. */
    public Optional<String> providerAlias() {
        return flow().flatMap(flow -> Optional.ofNullable(
                        SerializedBrokeredIdentityContext.readFromAuthenticationSession(
                                flow, AbstractIdpAuthenticator.BROKERED_CONTEXT_NOTE))
                .map(SerializedBrokeredIdentityContext::getIdentityProviderId)
                .or(() -> Optional.ofNullable(flow.getAuthNote(AbstractIdpAuthenticator.FIRST_BROKER_LOGIN_SUCCESS))));
    }

    /**
     * Whether the user has come by a link in a mail that the flow sent him. Keycloak marks his address as verified in
     * the request of that link; of a pending user nothing is kept there.
     */
    public boolean hasConfirmedByMail() {
        return flow().filter(
                        flow -> flow.getAuthNote(IdpEmailVerificationAuthenticator.VERIFY_ACCOUNT_IDP_USERNAME) != null)
                .isPresent();
    }

    private Optional<AuthenticationSessionModel> flow() {
        return Optional.ofNullable(session.getContext().getAuthenticationSession());
    }
}
