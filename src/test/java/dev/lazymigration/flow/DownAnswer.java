package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.OidcClient;
import java.util.List;
import java.util.Optional;

/** What a request gets while the legacy system cannot be asked. The table in the documentation is this one. */
public enum DownAnswer {
    LOGIN("Login by user name and password", Form.PAGE, "LOGIN_ERROR"),
    NAME_OF_TWO_STEPS("Login in two steps, the name", Form.PAGE, "LOGIN_ERROR"),
    PASSWORD_OF_TWO_STEPS("Login in two steps, the password", Form.PAGE, "LOGIN_ERROR"),
    FORGOT_PASSWORD("\"Forgot password?\"", Form.PAGE, "RESET_PASSWORD_ERROR"),
    MAILED_LINK("The link to a new password in a mail", Form.PAGE, "EXECUTE_ACTION_TOKEN_ERROR"),
    SIGN_UP("Sign-up", Form.PAGE, "REGISTER_ERROR"),
    BROKERED_LOGIN("First login by an identity provider", Form.PAGE, "IDENTITY_PROVIDER_FIRST_LOGIN_ERROR"),
    DIRECT_GRANT("Token endpoint, password", Form.JSON, "LOGIN_ERROR"),
    TOKEN_EXCHANGE("Token endpoint, exchange", Form.JSON, "TOKEN_EXCHANGE_ERROR"),
    OWN_PROFILE("A new e-mail address in the account console", Form.JSON, "UPDATE_PROFILE_ERROR"),
    CREATED_USER("An administrator creates or imports a user", Form.JSON, null),
    USER_BY_ID("An administrator opens a user who is not across", Form.JSON, null);

    /** In which form it is said. */
    private enum Form {
        PAGE("page"),
        JSON("JSON");

        private final String label;

        Form(String label) {
            this.label = label;
        }
    }

    private final String request;
    private final Form form;
    private final String event;

    DownAnswer(String request, Form form, String event) {
        this.request = request;
        this.form = form;
        this.event = event;
    }

    /** The cells of its row in the documentation. */
    public List<String> row() {
        return List.of(
                request,
                "503, " + form.label,
                event().map(type -> "`" + type + "`").orElse(""));
    }

    /** The type of the only event that it makes. */
    Optional<String> event() {
        return Optional.ofNullable(event);
    }

    void assertShownBy(Browser browser) {
        assertThat(browser.status()).as(browser.text()).isEqualTo(503);
        assertThat(browser.text())
                .contains("We can't check your account right now. Please try again in a few minutes.")
                .doesNotContainIgnoringCase("invalid")
                .doesNotContain("already exists");
        assertThat(browser.header("Retry-After")).containsExactly("10");
        assertThat(browser.header("Cache-Control")).singleElement().asString().contains("no-store");
        assertThat(form).isEqualTo(Form.PAGE);
    }

    /** Checks an answer of the token endpoint or of the account console. */
    public void assertGivenBy(OidcClient.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo("temporarily_unavailable");
        assertThat(answer.errorDescription()).isEqualTo("The account cannot be checked right now, try again later");
        assertThat(answer.headers().allValues("Retry-After")).containsExactly("10");
        assertThat(answer.headers().allValues("Cache-Control"))
                .singleElement()
                .asString()
                .contains("no-store");
        assertThat(form).isEqualTo(Form.JSON);
    }
}
