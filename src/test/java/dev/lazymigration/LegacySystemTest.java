package dev.lazymigration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.module.HttpSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keycloak.component.ComponentModel;

/** A legacy system as a list of users, beside the logins. */
@Timeout(120)
class LegacySystemTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "customers", null, null, null, null);
    private static final ListQuery FIRST_PAGE = new ListQuery(1, 10, Optional.empty(), Optional.empty());

    private static final String DOWN = "async () => { throw new ServiceUnavailableError('down'); }";

    private static LegacySystem opened(String listUsersScript) throws InvalidConfigException {
        ComponentModel component = new ComponentModel();
        Map.of(
                        "loginScript", DOWN,
                        "getUserScript", DOWN,
                        "lookupTimeoutMs", "2800",
                        "unknownNamesSeconds", "0",
                        "listUsersScript", listUsersScript)
                .forEach(component::put);
        MigrationConfig config = MigrationConfig.from(component, value -> null, ServerOptions.DEFAULT);
        return new LegacySystem(
                "customers", "legacy", config, ServerOptions.DEFAULT, HttpSource.plain(), (report, context) -> {});
    }

    @Test
    void withoutAScriptThereIsNoList() throws InvalidConfigException {
        try (LegacySystem system = opened("")) {
            assertThat(system.listing()).isEmpty();
        }
    }

    @Test
    void pagesAreReadWhileLogInsAreAnsweredWithoutTheLegacySystem() throws InvalidConfigException {
        try (LegacySystem system = opened("async () => [{ id: 7 }]")) {
            for (int i = 0; system.availability().available() && i < 100; i++) {
                system.find(LegacyQuery.byUsername("ada" + i), CONTEXT);
            }
            assertThat(system.availability().available()).isFalse();

            assertThat(system.listing().orElseThrow().list(FIRST_PAGE, CONTEXT)).isInstanceOf(ListOutcome.Listed.class);
            assertThat(system.availability().available())
                    .as("for log-ins, of which a page says nothing")
                    .isFalse();
        }
    }

    @Test
    void pagesThatCannotBeReadHinderNoLogin() throws InvalidConfigException {
        try (LegacySystem system = opened(DOWN)) {
            LegacyListing listing = system.listing().orElseThrow();
            for (int i = 0; i < 50; i++) {
                assertThat(listing.list(FIRST_PAGE, CONTEXT)).isInstanceOf(ListOutcome.Unavailable.class);
            }

            assertThat(system.availability().available()).isTrue();
            assertThat(system.find(LegacyQuery.byUsername("ada"), CONTEXT))
                    .isInstanceOf(LookupOutcome.Unavailable.class)
                    .extracting("reason")
                    .asString()
                    .startsWith("ServiceUnavailableError: down");
        }
    }

    @Test
    void whoAsksForAPageAfterTheConfigurationWasChangedHasToAskAnew() throws InvalidConfigException {
        LegacySystem system = opened("async () => [{ id: 7 }]");
        LegacyListing listing = system.listing().orElseThrow();
        assertThat(listing.list(FIRST_PAGE, CONTEXT)).isInstanceOf(ListOutcome.Listed.class);

        system.close();

        assertThat(listing.list(FIRST_PAGE, CONTEXT))
                .isEqualTo(new ListOutcome.Unavailable("the configuration was changed at this moment"));
    }
}
