package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of {@code docs/mongodb-and-ldap.md}. */
class MongoAndLdapExamplesTest {

    private static final LegacyQuery ADA = LegacyQuery.byEmail("ada@example.org");
    private static final LegacyQuery EVE = LegacyQuery.byEmail("eve@example.org");

    private static String example(String language) throws IOException {
        Matcher block = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/mongodb-and-ldap.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void theExampleForMongoReadsItsCollection() throws IOException {
        try (LegacyMongo mongo = LegacyMongo.launch();
                MongoPools pools = new MongoPools(HostSettings.DEFAULT)) {
            NodeScript script = NodeScript.on(List.of(new MongoModule(pools), new BcryptModule()))
                    .env("DB_CONNECTION_URI", mongo.uri("members"));
            script.value("const { MongoClient, ObjectId } = require('mongodb');"
                    + "await new MongoClient(env.DB_CONNECTION_URI).db().collection('users').insertOne({"
                    + " _id: new ObjectId('507f1f77bcf86cd799439011'), email: 'ada@example.org', name: 'Ada',"
                    + " password: require('bcrypt').hashSync('right', 4) });");
            String example = example("js-mongodb");

            assertThat(script.login(example, ADA, "right"))
                    .isEqualTo(new LoginOutcome.Authenticated(new LegacyUser(
                            "507f1f77bcf86cd799439011",
                            Map.of("id", "507f1f77bcf86cd799439011", "email", "ada@example.org", "name", "Ada"))));
            assertThat(script.login(example, ADA, "wrong")).isInstanceOf(LoginOutcome.Refused.class);
            assertThat(script.login(example, EVE, "right")).isInstanceOf(LoginOutcome.Refused.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"js-ldapjs", "js-ldapts"})
    void theExamplesForLdapAskTheirDirectory(String language) throws IOException {
        try (LegacyLdap directory = LegacyLdap.launch()) {
            Map<String, String> env = Map.of(
                    "LDAP_URL",
                    directory.url(),
                    "LDAP_USER",
                    LegacyLdap.ADMIN,
                    "LDAP_PASSWORD",
                    "adm1n",
                    "LDAP_BASE",
                    LegacyLdap.BASE);
            LdapConnections connections = new LdapConnections(HostSettings.DEFAULT);
            NodeScript script =
                    NodeScript.on(List.of(new LdapModule(connections))).env(env);
            String example = example(language);

            assertThat(script.login(example, ADA, "right"))
                    .isInstanceOfSatisfying(
                            LoginOutcome.Authenticated.class,
                            in -> assertThat(in.user().id()).isEqualTo("ada"));
            assertThat(script.login(example, ADA, "wrong")).isInstanceOf(LoginOutcome.Refused.class);
            assertThat(script.login(example, ADA, "")).isInstanceOf(LoginOutcome.Refused.class);
            assertThat(script.login(example, EVE, "right")).isInstanceOf(LoginOutcome.Refused.class);
            assertThat(connections.active()).isZero();
        }
    }
}
