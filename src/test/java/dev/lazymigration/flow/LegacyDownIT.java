package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.testkit.Browser;
import dev.lazymigration.testkit.IdentityProvider;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.OidcClient;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * What everybody gets while the legacy database is stopped. Users who came by an identity provider without a password:
 * {@link LinkedUserIT}; one login page for a realm of English alone: {@link LegacySwitchedOffIT}.
 */
@LazyMigrationTest(realm = LegacyDownIT.ManyLanguages.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegacyDownIT {

    /** Locks users out after two wrong passwords. */
    static final class ManyLanguages implements RealmConfig {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm.with(legacy).bruteForceProtected(2).realm(settings -> {
                settings.setInternationalizationEnabled(true);
                settings.setSupportedLocales(Set.of("en", "de", "ar", "zh-TW"));
                settings.setDefaultLocale("en");
            });
        }
    }

    private static final String IN_TWO_STEPS = "in two steps";

    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;
    private final LegacyAccount mary = LegacyAccount.named("mary");
    private final LegacyAccount late = LegacyAccount.named("late");
    private long lateId;

    LegacyDownIT(TestRealm realm, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    @BeforeAll
    void maryIsAcrossAndLateIsNot() {
        legacy.addUser(mary);
        lateId = legacy.addUser(late);
        assertThat(realm.openLogin().signIn("mary", mary.password()).isSignedIn())
                .isTrue();
        addClientInTwoSteps();
    }

    /** A client whose users give their names on one page and their passwords on the next. */
    private void addClientInTwoSteps() {
        AuthenticationManagementResource flows = realm.admin().flows();
        flows.copy("browser", Map.of("newName", IN_TWO_STEPS)).close();
        flows.getExecutions(IN_TWO_STEPS).stream()
                .filter(step -> "auth-username-password-form".equals(step.getProviderId())
                        || step.getDisplayName().contains("OTP"))
                .forEach(step -> flows.removeExecution(step.getId()));
        for (String step : List.of("auth-username-form", "auth-password-form")) {
            flows.addExecution(IN_TWO_STEPS + " forms", Map.of("provider", step));
        }
        for (AuthenticationExecutionInfoRepresentation step : flows.getExecutions(IN_TWO_STEPS)) {
            if (step.getProviderId() != null && step.getProviderId().endsWith("-form")) {
                step.setRequirement("REQUIRED");
                flows.updateExecutions(IN_TWO_STEPS, step);
            }
        }
        String flow = flows.getFlows().stream()
                .filter(candidate -> candidate.getAlias().equals(IN_TWO_STEPS))
                .findFirst()
                .orElseThrow()
                .getId();
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(IN_TWO_STEPS);
        client.setPublicClient(true);
        client.setStandardFlowEnabled(true);
        client.setRedirectUris(List.of(TestRealm.APP_URL));
        client.setAuthenticationFlowBindingOverrides(Map.of("browser", flow));
        realm.admin().clients().create(client).close();
    }

    private LoginPage openLoginInTwoSteps() {
        return new OidcClient(realm.url(), IN_TWO_STEPS, TestRealm.APP_URL).openLogin(new Browser());
    }

    private void awaitLogins() {
        LegacyAccount probe = LegacyAccount.named("probe");
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (realm.app().directGrant("probe", probe.password()).status() != 200) {
            assertThat(System.nanoTime()).as("logins work again").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void triesWhileItIsDownLockNobodyOutAndWhoeverWantedToSignUpIsRefusedAfterwards() {
        LegacyAccount patient = LegacyAccount.named("patient");
        LegacyAccount machine = LegacyAccount.named("machine");
        legacy.addUser(patient);
        legacy.addUser(machine);
        legacy.addUser(LegacyAccount.named("probe"));
        legacy.stop();
        try {
            for (int attempt = 1; attempt <= 5; attempt++) {
                assertThat(realm.openLogin()
                                .signIn("patient", "a wrong password")
                                .browser()
                                .status())
                        .isEqualTo(503);
                assertThat(realm.app()
                                .directGrant("machine", "a wrong password")
                                .status())
                        .isEqualTo(503);
            }
            assertThat(realm.openLogin()
                            .register("patient", "patient@example.org", "a password")
                            .browser()
                            .status())
                    .isEqualTo(503);
        } finally {
            legacy.start();
        }
        awaitLogins();

        assertThat(realm.openLogin()
                        .register("patient", "other@example.org", "a password")
                        .errorText())
                .isEqualTo("Username already exists.");
        LoginPage login = realm.openLogin().signIn("patient", patient.password());
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        assertThat(realm.app().directGrant("machine", machine.password()).status())
                .isEqualTo(200);
        assertThat(realm.eventTypes())
                .doesNotContain("USER_DISABLED_BY_TEMPORARY_LOCKOUT", "USER_DISABLED_BY_PERMANENT_LOCKOUT");
    }

    /** With pages that were opened, and mails that were sent, before. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WhileItIsDown {

        private LoginPage betweenTheSteps;
        private LoginPage afterTheMail;
        private String mailedLink;
        private Answer tokensOfMary;
        private IdentityProvider partner;
        private KeycloakTables.Snapshot before;
        private Set<String> known;

        @BeforeAll
        void stop() {
            betweenTheSteps = openLoginInTwoSteps().identify("late");
            afterTheMail = realm.openLogin().forgetPassword("late");
            mailedLink = mailbox.lastLinkTo(late.email());
            tokensOfMary = realm.accountConsole()
                    .tokens(realm.accountConsole()
                            .openLogin(new Browser())
                            .signIn("mary", mary.password())
                            .browser());
            partner = IdentityProvider.of(realm, "partner");
            partner.knows("late-there", late.email());
            legacy.stop();
        }

        @BeforeEach
        void rememberWhatThereIs() {
            before = tables.snapshot();
            known = realm.events().stream().map(EventRepresentation::getId).collect(Collectors.toSet());
        }

        @AfterAll
        void start() {
            legacy.start();
        }

        /** The error events of the test. */
        private List<EventRepresentation> errors() {
            return realm.events().stream()
                    .filter(event -> event.getType().endsWith("_ERROR") && !known.contains(event.getId()))
                    .toList();
        }

        private void assertOnlyError(DownAnswer answer, String typed) {
            assertThat(errors()).singleElement().satisfies(event -> {
                assertThat(event.getType()).isEqualTo(answer.event().orElseThrow());
                assertThat(event.getError()).isEqualTo("legacy_unavailable");
                assertThat(event.getUserId()).isNull();
                assertThat(event.getIpAddress()).isNotBlank();
                assertThat(event.getDetails())
                        .containsOnlyKeys("username", "provider", "provider_id")
                        .containsEntry("username", typed)
                        .containsEntry("provider", realm.provider().getName())
                        .containsEntry("provider_id", realm.provider().getId());
            });
        }

        private void assertNothingWritten() {
            tables.assertNothingWrittenSince(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"late", "late@example.org", "nobody"})
        void theLoginFormSaysSo(String typed) {
            LoginPage login = realm.openLogin().signIn(typed, late.password());

            DownAnswer.LOGIN.assertShownBy(login.browser());
            assertOnlyError(DownAnswer.LOGIN, typed);
            assertThat(errors().get(0).getClientId()).isEqualTo(TestRealm.APP);
            assertNothingWritten();
        }

        @ParameterizedTest
        @CsvSource({"de, de", "ar, ar", "zh-TW, zh_TW"})
        void theLoginFormSaysSoInTheLanguageOfTheUser(String language, String bundle) throws IOException {
            LoginPage login =
                    realm.app().openLogin(new Browser().speaking(language)).signIn("late", late.password());

            assertThat(login.browser().status()).isEqualTo(503);
            assertThat(login.browser().page().selectFirst("html").attr("lang")).isEqualTo(language);
            assertThat(login.browser().text()).contains(message(bundle));
        }

        private static String message(String locale) throws IOException {
            Properties messages = new Properties();
            try (Reader file = Files.newBufferedReader(Path.of("themes/messages/messages_" + locale + ".properties"))) {
                messages.load(file);
            }
            return messages.getProperty("lazyMigrationUnavailable");
        }

        @Test
        void theFirstOfTwoStepsSaysSo() {
            LoginPage login = openLoginInTwoSteps().identify("late");

            DownAnswer.NAME_OF_TWO_STEPS.assertShownBy(login.browser());
            assertOnlyError(DownAnswer.NAME_OF_TWO_STEPS, "late");
        }

        @Test
        void theSecondOfTwoStepsSaysSo() {
            betweenTheSteps.giveCredential(late.password());

            DownAnswer.PASSWORD_OF_TWO_STEPS.assertShownBy(betweenTheSteps.browser());
            assertOnlyError(DownAnswer.PASSWORD_OF_TWO_STEPS, "late");
            assertNothingWritten();
        }

        @Test
        void whoeverForgotHisPasswordIsToldSoAndGetsNoMail() {
            int mails = mailbox.countTo(late.email());

            LoginPage login = realm.openLogin().forgetPassword("late@example.org");

            DownAnswer.FORGOT_PASSWORD.assertShownBy(login.browser());
            assertOnlyError(DownAnswer.FORGOT_PASSWORD, "late@example.org");
            assertThat(mailbox.countTo(late.email())).isEqualTo(mails);
            assertNothingWritten();
        }

        @Test
        void aLinkToANewPasswordSaysSo() {
            afterTheMail.browser().open(mailedLink);

            DownAnswer.MAILED_LINK.assertShownBy(afterTheMail.browser());
            assertOnlyError(DownAnswer.MAILED_LINK, "late");
            assertNothingWritten();
        }

        @Test
        void nobodySignsUp() {
            LoginPage page = realm.openLogin().register("impatient", "impatient@example.org", "a password");

            DownAnswer.SIGN_UP.assertShownBy(page.browser());
            assertOnlyError(DownAnswer.SIGN_UP, "impatient@example.org");
            assertThat(realm.user("impatient")).isEmpty();
            assertNothingWritten();
        }

        @Test
        void aFirstLoginByAnIdentityProviderMakesNoSecondAccount() {
            LoginPage login = partner.signIn("late-there");

            DownAnswer.BROKERED_LOGIN.assertShownBy(login.browser());
            assertOnlyError(DownAnswer.BROKERED_LOGIN, late.email());
            assertThat(realm.user("late-there")).isEmpty();
        }

        @Test
        void theTokenEndpointSaysSoInJson() {
            Answer answer = realm.app().directGrant("late", late.password());

            DownAnswer.DIRECT_GRANT.assertGivenBy(answer);
            assertOnlyError(DownAnswer.DIRECT_GRANT, "late");
            assertThat(errors().get(0).getClientId()).isEqualTo(TestRealm.APP);
            assertNothingWritten();
        }

        @Test
        void nobodyTakesALegacyUsersAddressInTheAccountConsole() {
            Answer answer = realm.accountConsole()
                    .changeAccount(
                            tokensOfMary,
                            Map.of(
                                    "username", "mary",
                                    "email", late.email(),
                                    "firstName", "Mary",
                                    "lastName", "Changed"));

            DownAnswer.OWN_PROFILE.assertGivenBy(answer);
            assertOnlyError(DownAnswer.OWN_PROFILE, late.email());
            UserRepresentation unchanged = realm.user("mary").orElseThrow();
            assertThat(unchanged.getEmail()).isEqualTo(mary.email());
            assertThat(unchanged.getLastName()).isEqualTo("Example");
        }

        @Test
        void anAdministratorCreatesNobodyWhoMayBeALegacyUser() {
            UserRepresentation user = new UserRepresentation();
            user.setUsername("late");
            user.setEmail("other@example.org");

            try (Response answer = realm.admin().users().create(user)) {
                assertThat(answer.getStatus()).isEqualTo(503);
                assertThat(answer.readEntity(String.class)).contains("temporarily_unavailable");
            }

            assertThat(errors()).isEmpty();
            assertThat(realm.user("late")).isEmpty();
            assertNothingWritten();
        }

        @Test
        void anAdministratorImportsNobodyWhoMayBeALegacyUserNorAnybodyElseWithHim() {
            UserRepresentation present = new UserRepresentation();
            present.setUsername("mary");
            UserRepresentation user = new UserRepresentation();
            user.setUsername("late");
            PartialImportRepresentation users = new PartialImportRepresentation();
            users.setIfResourceExists("OVERWRITE");
            users.setUsers(List.of(present, user));

            try (Response answer = realm.admin().partialImport(users)) {
                assertThat(answer.getStatus()).isEqualTo(503);
                assertThat(answer.readEntity(String.class)).contains("temporarily_unavailable");
            }

            assertThat(realm.user("late")).isEmpty();
            assertThat(realm.user("mary").orElseThrow().getEmail()).isEqualTo(mary.email());
            assertNothingWritten();
        }

        @Test
        void aUserWhoIsNotAcrossCannotBeOpenedInTheAdminConsole() {
            ServiceUnavailableException answer =
                    catchThrowableOfType(ServiceUnavailableException.class, () -> realm.admin()
                            .users()
                            .get("f:" + realm.provider().getId() + ":" + lateId)
                            .toRepresentation());

            assertThat(answer.getResponse().readEntity(String.class)).contains("temporarily_unavailable");
        }

        @Test
        void theUserListOfTheAdminConsoleShowsKeycloaksUsersHoweverItIsSearched() {
            assertThat(realm.users())
                    .extracting(UserRepresentation::getUsername)
                    .contains("mary");
            assertThat(realm.admin().users().search("mar", 0, 10))
                    .extracting(UserRepresentation::getUsername)
                    .containsExactly("mary");
            assertThat(realm.admin().users().search("username:mary", 0, 10))
                    .extracting(UserRepresentation::getUsername)
                    .containsExactly("mary");
            assertThat(realm.admin().users().search("late", 0, 10)).isEmpty();
            assertThat(realm.user("mary")).isPresent();
            assertThat(realm.user("late")).isEmpty();
            assertThat(realm.admin().users().searchByEmail(late.email(), true)).isEmpty();
            assertThat(realm.admin().users().count()).isEqualTo(realm.users().size());
            assertThat(realm.admin().users().count("late")).isZero();
            assertThat(realm.admin()
                            .users()
                            .get(realm.user("mary").orElseThrow().getId())
                            .toRepresentation()
                            .getEmail())
                    .isEqualTo(mary.email());
        }

        @ParameterizedTest
        @ValueSource(strings = {"mary", "mary@example.org"})
        void aMigratedUserLogsInRefreshesAndLogsOutInEveryFlow(String typed) {
            Answer byForm = realm.openLogin().signIn(typed, mary.password()).tokens();
            LoginPage inTwoSteps = openLoginInTwoSteps().identify(typed).giveCredential(mary.password());
            assertThat(inTwoSteps.isSignedIn()).as(inTwoSteps.browser().text()).isTrue();
            Answer byDirectGrant = realm.app().directGrant(typed, mary.password());

            for (Answer tokens : List.of(byForm, byDirectGrant)) {
                Answer refreshed = realm.app().refresh(tokens);
                assertThat(refreshed.status()).isEqualTo(200);
                assertThat(realm.app().userInfo(refreshed).status()).isEqualTo(200);
                assertThat(realm.app().logout(refreshed).status()).isEqualTo(204);
                assertThat(realm.app().refresh(refreshed).error()).isEqualTo("invalid_grant");
            }
        }

        @Test
        void aMigratedUserSeesAndChangesHisProfileAndHisPasswordByMail() {
            OidcClient console = realm.accountConsole();
            assertThat(console.account(tokensOfMary).body().path("email").asText())
                    .isEqualTo(mary.email());
            assertThat(console.changeAccount(
                                    tokensOfMary,
                                    Map.of(
                                            "username", "mary",
                                            "email", mary.email(),
                                            "firstName", "Marie",
                                            "lastName", "Example"))
                            .status())
                    .isEqualTo(204);

            LoginPage login = realm.openLogin().forgetPassword("mary");
            login.browser().open(mailbox.lastLinkTo(mary.email()));
            login.choosePassword(mary.password());

            assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
        }

        @Test
        void aMigratedUsersWrongPasswordIsStillCalledWrong() {
            LoginPage login = realm.openLogin().signIn("mary", "a wrong password");

            assertThat(login.errorText()).isEqualTo("Invalid username or password.");
            assertThat(realm.openLogin().signIn("mary", mary.password()).isSignedIn())
                    .isTrue();
        }
    }
}
