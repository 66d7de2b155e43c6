package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in the shape of the PostgreSQL templates that Authing / GenAuth publishes, against a real database. */
class CustomDatabaseTemplateTest {

    private static final String CONDITIONS =
            """
              const conditions = [];
              const values = [];
              for (const [field, column] of [['id', 'id'], ['email', 'email'], ['username', 'username'], ['phone', 'phone']]) {
                if (query[field]) {
                  values.push(query[field]);
                  conditions.push(`${column}::text = $${values.length}`);
                }
              }
            """;

    private static final String PROFILE =
            """
              return {
                id: row.id,
                email: row.email,
                emailVerified: row.email_verified,
                username: row.username,
                phone: row.phone,
                phoneVerified: false,
                name: row.name,
                givenName: row.name.split(' ')[0],
                familyName: row.name.split(' ').slice(1).join(' '),
                nickname: row.nickname,
                photo: null,
                gender: row.gender,
                birthdate: row.born && row.born.toISOString(),
                locale: row.settings.locale,
                loginsCount: row.logins,
                customData: { ...row.settings, tags: row.tags },
              };
            """;

    private static final String LOGIN =
            """
            async function login(query, password, context) {
              const { Client } = require('pg');
              const bcrypt = require('bcrypt');
              const client = new Client({ connectionString: env.DB_CONNECTION_URI });
              try {
                await client.connect();
              } catch (error) {
                throw new Error(`No connection to the user database: ${error.message}`);
              }
              try {
            %s
                let result;
                try {
                  result = await client.query(`SELECT * FROM users WHERE ${conditions.join(' OR ')}`, values);
                } catch (error) {
                  throw new Error(`The query failed: ${error.message}`);
                }
                const row = result.rows[0];
                if (!row) {
                  throw new Error('No such user');
                }
                if (!(await bcrypt.compare(password, row.password))) {
                  throw new Error('Wrong password');
                }
            %s
              } finally {
                client.end();
              }
            }
            """
                    .formatted(CONDITIONS, PROFILE);

    private static final String GET_USER =
            """
            async function getUser(query, context) {
              const { Client } = require('pg');
              const client = new Client({ connectionString: env.DB_CONNECTION_URI });
              await client.connect();
              try {
            %s
                const { rows } = await client.query(`SELECT * FROM users WHERE ${conditions.join(' AND ')}`, values);
                if (rows.length === 0) {
                  return null;
                }
                const [row] = rows;
            %s
              } catch (error) {
                throw new Error(`getUser: ${error.message}`);
              } finally {
                await client.end();
              }
            }
            """
                    .formatted(CONDITIONS, PROFILE);

    private final HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT);
    private final NodeScript script = NodeScript.on(primitives.modules())
            .env("DB_CONNECTION_URI", LegacyPostgres.connectionString("legacy:" + LegacyPostgres.PASSWORD));

    @BeforeAll
    static void createUsers() {
        LegacyPostgres.run("DROP TABLE IF EXISTS users; CREATE TABLE users (id bigint PRIMARY KEY, email text,"
                + " email_verified bool, username text, phone text, name text, nickname text, gender char(1), born"
                + " timestamptz, logins int, settings jsonb, tags text[], password text)");
        LegacyPostgres.run("INSERT INTO users VALUES (9007199254740993, 'ada@example.org', true, 'ada', '+44 20 1',"
                + " 'Ada King Lovelace', NULL, 'F', '1815-12-10 00:00:00+00', 3, '{\"locale\": \"en\"}',"
                + " ARRAY['x', 'y'], '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW')");
    }

    @BeforeEach
    void renameBack() {
        LegacyPostgres.run("ALTER TABLE IF EXISTS users_gone RENAME TO users");
    }

    @AfterEach
    void close() {
        primitives.close();
    }

    static List<LegacyQuery> queries() {
        return List.of(
                LegacyQuery.byEmail("ada@example.org"),
                LegacyQuery.byUsername("ada"),
                LegacyQuery.byId("9007199254740993"),
                new LegacyQuery(null, null, null, "+44 20 1"),
                new LegacyQuery(null, "ada@example.org", "ada", null));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void logsInWithWhateverIsKnown(LegacyQuery query) {
        assertThat(script.login(LOGIN, query, "U*U"))
                .isInstanceOfSatisfying(LoginOutcome.Authenticated.class, authenticated -> {
                    assertThat(authenticated.user().id()).isEqualTo("9007199254740993");
                    assertThat(authenticated.user().profile())
                            .hasSize(16)
                            .containsEntry("emailVerified", true)
                            .containsEntry("familyName", "King Lovelace")
                            .containsEntry("nickname", null)
                            .containsEntry("birthdate", "1815-12-10T00:00:00.000Z")
                            .containsKey("customData");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new (require('pg').Client)({ host: 'localhost' }).connect()",
                "new (require('pg').Client)('mysql://legacy@localhost/x').connect()",
                "require('mysql2/promise').createConnection({ host: 'no host at all', user: 'legacy' })",
                "new (require('mongodb').MongoClient)('localhost').connect()"
            })
    void doesNotTakeAWrongConfigurationForAWrongPassword(String connecting) {
        String login = "async (query) => { try { await " + connecting
                + "; } catch (e) { throw new WrongUsernameOrPasswordError(query.email, e.message); } return null; }";

        assertThat(script.login(login, LegacyQuery.byEmail("ada@example.org"), "U*U"))
                .isInstanceOf(LoginOutcome.Broken.class);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void findsWhateverIsKnown(LegacyQuery query) {
        assertThat(script.find(GET_USER, query)).isInstanceOf(LookupOutcome.Found.class);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUser() {
        assertThat(script.login(LOGIN, LegacyQuery.byUsername("ada"), "wrong"))
                .isInstanceOf(LoginOutcome.Refused.class)
                .asString()
                .contains("Wrong password");
        assertThat(script.login(LOGIN, LegacyQuery.byUsername("' OR true --"), "U*U"))
                .isInstanceOf(LoginOutcome.Refused.class)
                .asString()
                .contains("No such user");
        assertThat(script.find(GET_USER, LegacyQuery.byUsername("nobody"))).isInstanceOf(LookupOutcome.NotFound.class);
    }

    @Test
    void isUnavailableWhenTheQueryFailsHoweverTheScriptWrapsIt() {
        LegacyPostgres.run("ALTER TABLE users RENAME TO users_gone");

        assertThat(script.login(LOGIN, LegacyQuery.byUsername("ada"), "U*U"))
                .isInstanceOf(LoginOutcome.Unavailable.class);
        assertThat(script.find(GET_USER, LegacyQuery.byUsername("ada"))).isInstanceOf(LookupOutcome.Unavailable.class);
    }

    @Test
    void isUnavailableWhenTheDatabaseRefusesTheConnection() {
        NodeScript astray = script.env("DB_CONNECTION_URI", LegacyPostgres.connectionString("legacy:mistyped-secret"));

        assertThat(astray.login(LOGIN, LegacyQuery.byUsername("ada"), "U*U"))
                .isInstanceOfSatisfying(LoginOutcome.Unavailable.class, unavailable -> assertThat(unavailable.reason())
                        .doesNotContain("mistyped-secret"));
    }

    @Test
    void isUnavailableWhenTheDatabaseIsTooSlow() {
        String slow = GET_USER.replace("SELECT * FROM users", "SELECT *, pg_sleep(30) FROM users");

        assertThat(script.within(Duration.ofSeconds(1)).find(slow, LegacyQuery.byUsername("ada")))
                .isInstanceOf(LookupOutcome.Unavailable.class);
    }
}
