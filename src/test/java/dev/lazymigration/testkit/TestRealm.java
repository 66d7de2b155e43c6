package dev.lazymigration.testkit;

import jakarta.ws.rs.core.Response;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentExportRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * A realm made for a test by realm import, with an application named {@code app} and, if it is
 * {@linkplain Builder#with(LegacyDatabase) told of a legacy database}, with our provider.
 */
public final class TestRealm {

    public static final String APP = "app";
    /** Nobody listens there; the browser stops before. */
    public static final String APP_URL = "http://app.localhost/callback";

    private static final String PROVIDER_ID = "lazy-migration";
    private static final String PROVIDER_TYPE = "org.keycloak.storage.UserStorageProvider";
    private static final int ALL = 10_000;

    /** Of all realms: Keycloak would make two for each, which takes longer than everything else about a realm. */
    private static final String SIGNING_KEY = signingKey();

    private final KeycloakServer server;
    private final String name;

    private TestRealm(KeycloakServer server, String name) {
        this.server = server;
        this.name = name;
    }

    private static String signingKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has RSA", impossible);
        }
    }

    /** A realm that is already on the server. */
    public static TestRealm existing(KeycloakServer server, String name) {
        return new TestRealm(server, name);
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** A realm to be. */
    public static final class Builder {

        private final RealmRepresentation realm = new RealmRepresentation();
        private final Map<String, String> provider = new LinkedHashMap<>();

        private Builder(String name) {
            realm.setRealm(name);
            realm.setEnabled(true);
            realm.setSslRequired("none");
            realm.setPrivateKey(SIGNING_KEY);
            realm.setRegistrationAllowed(true);
            realm.setResetPasswordAllowed(true);
            realm.setLoginWithEmailAllowed(true);
            realm.setEventsEnabled(true);
            realm.setClients(List.of(app()));
        }

        /** Adds our provider, connected to the database, with the scripts it comes with. */
        public Builder with(LegacyDatabase legacy) {
            return config("connectionUri", legacy.connectionUri());
        }

        /** Adds our provider, with that in its configuration. */
        public Builder config(String key, String value) {
            provider.put(key, value);
            return this;
        }

        public Builder loginScript(String script) {
            return config("loginScript", script);
        }

        public Builder getUserScript(String script) {
            return config("getUserScript", script);
        }

        /** Sends the realm's mails to the mailbox. */
        public Builder with(Mailbox mailbox) {
            realm.setSmtpServer(mailbox.settings());
            return this;
        }

        /** Locks users out after so many wrong passwords. */
        public Builder bruteForceProtected(int failures) {
            realm.setBruteForceProtected(true);
            realm.setFailureFactor(failures);
            realm.setQuickLoginCheckMilliSeconds(0L);
            return this;
        }

        /** Anything else in the realm's representation. */
        public Builder realm(Consumer<RealmRepresentation> change) {
            change.accept(realm);
            return this;
        }

        public String name() {
            return realm.getRealm();
        }

        /** The representation, as a realm import takes it. */
        public RealmRepresentation representation() {
            if (!provider.isEmpty()) {
                ComponentExportRepresentation component = new ComponentExportRepresentation();
                component.setName(PROVIDER_ID);
                component.setProviderId(PROVIDER_ID);
                MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
                provider.forEach(config::putSingle);
                component.setConfig(config);
                MultivaluedHashMap<String, ComponentExportRepresentation> components = new MultivaluedHashMap<>();
                components.add(PROVIDER_TYPE, component);
                realm.setComponents(components);
            }
            return realm;
        }

        /** Imports the realm into the server. */
        public TestRealm create(KeycloakServer server) {
            server.admin().realms().create(representation());
            return new TestRealm(server, name());
        }

        private static ClientRepresentation app() {
            ClientRepresentation app = new ClientRepresentation();
            app.setClientId(APP);
            app.setPublicClient(true);
            app.setStandardFlowEnabled(true);
            app.setDirectAccessGrantsEnabled(true);
            app.setRedirectUris(List.of(APP_URL));
            return app;
        }
    }

    public String name() {
        return name;
    }

    public String url() {
        return server.url() + "/realms/" + name;
    }

    public KeycloakServer server() {
        return server;
    }

    /** The application of the realm. */
    public OidcClient app() {
        return new OidcClient(url(), APP, APP_URL);
    }

    /** Keycloak's account console, as an OpenID Connect client. */
    public OidcClient accountConsole() {
        return new OidcClient(url(), "account-console", url() + "/account/");
    }

    /** The login page of the application in a new browser. */
    public LoginPage openLogin() {
        return app().openLogin(new Browser());
    }

    /** The realm in Keycloak's admin API. */
    public RealmResource admin() {
        return server.admin().realm(name);
    }

    /** The users as the admin console lists them. */
    public List<UserRepresentation> users() {
        return admin().users().list(0, ALL);
    }

    /** The user whose user name is exactly that, if there is one. */
    public Optional<UserRepresentation> user(String username) {
        return admin().users().searchByUsername(username, true).stream().findFirst();
    }

    /** Makes a user of Keycloak's own; his id is the answer. */
    public String addUser(String username, String email, String password) {
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(password);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(email);
        user.setFirstName("Local");
        user.setLastName("User");
        user.setEnabled(true);
        user.setCredentials(List.of(credential));
        try (Response answer = admin().users().create(user)) {
            if (answer.getStatus() != Response.Status.CREATED.getStatusCode()) {
                throw new AssertionError("Cannot create " + username + ": " + answer.getStatus() + " "
                        + answer.readEntity(String.class));
            }
            String location = answer.getHeaderString("Location");
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    public void deleteUser(String id) {
        admin().users().delete(id).close();
    }

    /** What has happened in the realm, newest first. */
    public List<EventRepresentation> events() {
        return admin().getEvents(null, null, null, null, null, null, 0, ALL);
    }

    /** The types of what has happened, oldest first: {@code LOGIN}, {@code LOGIN_ERROR}… */
    public List<String> eventTypes() {
        List<String> types = new ArrayList<>(
                events().stream().map(EventRepresentation::getType).toList());
        Collections.reverse(types);
        return types;
    }

    /** Our provider in the realm. */
    public ComponentRepresentation provider() {
        return admin().components().query(null, PROVIDER_TYPE).stream()
                .filter(component -> component.getProviderId().equals(PROVIDER_ID))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The realm " + name + " has no provider " + PROVIDER_ID));
    }

    /** Changes our provider's configuration. */
    public void configure(String key, String value) {
        ComponentRepresentation provider = provider();
        provider.getConfig().putSingle(key, value);
        admin().components().component(provider.getId()).update(provider);
    }

    public void disableProvider() {
        configure("enabled", "false");
    }

    public void deleteProvider() {
        admin().components().component(provider().getId()).remove();
    }

    /** Changes the realm's settings. */
    public void change(Consumer<RealmRepresentation> change) {
        RealmRepresentation settings = admin().toRepresentation();
        change.accept(settings);
        admin().update(settings);
    }

    /** Deletes the realm with all that is in it. */
    public void remove() {
        admin().remove();
    }
}
