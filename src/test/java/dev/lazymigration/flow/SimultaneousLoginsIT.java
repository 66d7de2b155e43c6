package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LazyMigrationTest
class SimultaneousLoginsIT {

    private static final int LOGINS = 12;

    /** More than one user, since the moment in which the second login meets the first is short. */
    @ParameterizedTest
    @ValueSource(strings = {"ada", "grace", "mary", "joan", "katherine"})
    void firstLoginsOfOneUserAtTheSameMomentAllSucceedAndMakeOneUser(
            String name, KeycloakServer server, TestRealm realm, LegacyDatabase legacy, KeycloakTables tables)
            throws Exception {
        LegacyAccount ada = LegacyAccount.named(name);
        legacy.addUser(ada);
        ServerLog.Mark mark = server.log().mark();
        CyclicBarrier start = new CyclicBarrier(LOGINS);
        ExecutorService people = Executors.newFixedThreadPool(LOGINS);
        List<Future<Answer>> logins = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            logins.add(people.submit(() -> {
                start.await();
                return realm.app().directGrant(name, ada.password());
            }));
        }
        people.shutdown();

        String id = null;
        for (Future<Answer> login : logins) {
            assertThat(login.get().status()).as(login.get().body().toString()).isEqualTo(200);
            id = login.get().subject();
            assertThat(id).isEqualTo(realm.user(name).orElseThrow().getId());
        }
        assertThat(realm.users())
                .filteredOn(user -> ada.email().equals(user.getEmail()))
                .hasSize(1);
        assertThat(tables.query("SELECT method FROM lazy_migration_record WHERE user_id = '" + id + "'"))
                .containsExactly(List.of("LOGIN"));
        assertThat(server.log().linesSince(mark, "outcome=Migrated .*username=" + name + "$"))
                .hasSize(1);
        assertThat(server.log().linesSince(mark, ".* ERROR .*")).isEmpty();
    }

    /** MariaDB does so in a rush of refused logins; here PostgreSQL is brought to it. */
    @Test
    void aLoginWhoseTransactionTheDatabaseEndsForADeadlockIsTriedAgainUnnoticed(
            TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) throws Exception {
        LegacyAccount ada = LegacyAccount.named("deadlocked");
        legacy.addUser(ada);
        ExecutorService person = Executors.newSingleThreadExecutor();
        List<Future<Answer>> login = new ArrayList<>();

        tables.provokeDeadlock(
                "lazy_migration_record",
                "user_entity",
                () -> login.add(person.submit(() -> realm.app().directGrant(ada.username(), ada.password()))));
        person.shutdown();

        Answer answer = login.get(0).get();
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(tables.query("SELECT method FROM lazy_migration_record WHERE user_id = '" + answer.subject() + "'"))
                .containsExactly(List.of("LOGIN"));
    }
}
