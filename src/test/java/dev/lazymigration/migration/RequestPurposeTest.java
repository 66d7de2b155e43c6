package dev.lazymigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;

class RequestPurposeTest {

    @ParameterizedTest
    @CsvSource({
        "login-actions/authenticate, LOGIN",
        "login-actions/registration, REGISTER",
        "login-actions/reset-credentials, RESET_PASSWORD",
        "login-actions/first-broker-login, IDENTITY_PROVIDER_FIRST_LOGIN",
        "login-actions/post-broker-login, IDENTITY_PROVIDER_POST_LOGIN",
        "login-actions/action-token, EXECUTE_ACTION_TOKEN",
        "login-actions/required-action, CUSTOM_REQUIRED_ACTION",
        "broker/partner/endpoint, IDENTITY_PROVIDER_LOGIN",
        "account, UPDATE_PROFILE",
        "account/, UPDATE_PROFILE",
        "protocol/openid-connect/token, LOGIN",
        "protocol/openid-connect/auth, LOGIN",
        "protocol/openid-connect/ext/ciba/auth, LOGIN",
        "protocol/saml, LOGIN"
    })
    void theAddressSaysWhatAUserWanted(String path, EventType purpose) {
        assertThat(RequestPurpose.of("/realms/registration/" + path, false)).contains(purpose);
    }

    @Test
    void anExchangeOfTokensIsNoLogin() {
        assertThat(RequestPurpose.of("/realms/customers/protocol/openid-connect/token", true))
                .contains(EventType.TOKEN_EXCHANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/realms/customers/users", "/admin/realms/realms/account", "/", ""})
    void whatAnAdministratorWantsIsNoUserEvent(String path) {
        assertThat(RequestPurpose.of(path, false)).isEmpty();
    }
}
