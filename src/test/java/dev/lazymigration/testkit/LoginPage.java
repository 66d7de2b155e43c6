package dev.lazymigration.testkit;

import java.util.Map;

/** Keycloak's login page in a browser, in the words of the person in front of it. */
public final class LoginPage {

    private final OidcClient client;
    private final Browser browser;

    LoginPage(OidcClient client, Browser browser) {
        this.client = client;
        this.browser = browser;
    }

    /** Types user name and password. */
    public LoginPage signIn(String username, String password) {
        browser.submit("#kc-form-login", Map.of("username", username, "password", password));
        return this;
    }

    /** Types the user name, on the first page of a login in two steps. */
    public LoginPage identify(String username) {
        browser.submit("#kc-form-login", Map.of("username", username));
        return this;
    }

    /** Types the password, on the second page of a login in two steps. */
    public LoginPage giveCredential(String password) {
        browser.submit("#kc-form-login", Map.of("password", password));
        return this;
    }

    /** Fills the registration form; it asks for a password twice, which is here the same. */
    public LoginPage register(String username, String email, String password) {
        browser.clickLink("Register");
        browser.submit(
                "#kc-register-form",
                Map.of(
                        "username", username,
                        "email", email,
                        "firstName", "Some",
                        "lastName", "Body",
                        "password", password,
                        "password-confirm", password));
        return this;
    }

    /** Asks for a mail with a link to a new password. */
    public LoginPage forgetPassword(String usernameOrEmail) {
        browser.clickLink("Forgot Password?");
        browser.submit("#kc-reset-password-form", Map.of("username", usernameOrEmail));
        return this;
    }

    /** Types a new password, where Keycloak asks for one. */
    public LoginPage choosePassword(String password) {
        browser.submit("#kc-passwd-update-form", Map.of("password-new", password, "password-confirm", password));
        return this;
    }

    public boolean isSignedIn() {
        return client.isSignedIn(browser);
    }

    /** The tokens of who has just signed in. */
    public OidcClient.Answer tokens() {
        return client.tokens(browser);
    }

    /** What the page complains about; empty if it does not. */
    public String errorText() {
        return browser.errorText();
    }

    public Browser browser() {
        return browser;
    }
}
