package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The script and the commands of docs/sync.md. */
@LazyMigrationTest
class SyncDocsIT {

    private final MarkdownFile docs = MarkdownFile.read("docs/sync.md");
    private final TestRealm realm;
    private final LegacyDatabase legacy;

    SyncDocsIT(TestRealm realm, LegacyDatabase legacy) {
        this.realm = realm;
        this.legacy = legacy;
    }

    @Test
    void theScriptBringsEverybodyAcross() {
        List<LegacyAccount> accounts =
                List.of(LegacyAccount.named("ada"), LegacyAccount.named("grace"), LegacyAccount.named("radia"));
        legacy.addUsers(accounts);
        realm.configure("syncPageSize", "2");
        realm.configure("listUsersScript", docs.blocks("js").get(0));

        MigrationApi api = MigrationApi.of(realm);
        assertThat(api.post("sync", docs.blocks("bash").get(0).replaceAll("(?s).*-d '([^']*)'.*", "$1"))
                        .status())
                .isEqualTo(202);

        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        JsonNode sync = api.get("sync").body();
        while (sync.path("state").asText().equals("running") && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            sync = api.get("sync").body();
        }
        assertThat(sync.path("state").asText()).isEqualTo("completed");
        assertThat(sync.path("total").asLong()).isEqualTo(3);
        assertThat(sync.path("withPassword").asLong()).isEqualTo(3);
        assertThat(realm.openLogin().signIn("ada", accounts.get(0).password()).isSignedIn())
                .isTrue();
    }
}
