package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.SslMode;

class PgConnectionStringTest {

    private static PgTarget target(String text) throws HostException {
        return PgTarget.of(Map.of("connectionString", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://u:pw@db.example:6543/app", "POSTGRESQL://u:pw@db.example:6543/app?x=y#z"})
    void namesEverything(String text) throws HostException {
        assertThat(target(text))
                .isEqualTo(new PgTarget(
                        "db.example",
                        6543,
                        "app",
                        "u",
                        "pw",
                        new PgEncryption(SslMode.DISABLE, ""),
                        Duration.ZERO,
                        Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "p%40ss, p@ss",
                "p@ss, p@ss",
                "a@b@c, a@b@c",
                "a/b?c#d, a/b?c#d",
                "100%, 100%",
                "100%zz, 100%zz",
                "a%2Fb%25, a/b%",
                "a+b, a+b",
                "a:b, a:b",
                "gr%C3%BC%C3%9Fe, grüße",
                "grüße, grüße",
            })
    void holdsAPasswordWithWhateverCharacters(String written, String password) throws HostException {
        PgTarget target = target("postgres://u:" + written + "@db:5433/app?sslmode=disable");

        assertThat(target.password()).isEqualTo(password);
        assertThat(target.host()).isEqualTo("db");
        assertThat(target.database()).isEqualTo("app");
    }

    @Test
    void leavesOutWhatIsUsual() throws HostException {
        PgTarget target = target("postgres://u@");

        assertThat(target.host()).isEqualTo("localhost");
        assertThat(target.port()).isEqualTo(5432);
        assertThat(target.database()).isEqualTo("u");
        assertThat(target.password()).isEmpty();
    }

    @Test
    void holdsAnIpv6Address() throws HostException {
        assertThat(target("postgres://u:p@[2001:db8::1]:5433/app").host()).isEqualTo("2001:db8::1");
    }

    @Test
    void goesBeforeTheFields() throws HostException {
        Map<String, Object> both =
                Map.of("connectionString", "postgres://u:p@one/app", "host", "two", "port", "7000", "user", "other");

        assertThat(PgTarget.of(both)).hasToString("u@one:7000/app");
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=disable, DISABLE",
        "sslmode=prefer, PREFER",
        "sslmode=require, REQUIRE",
        "sslmode=verify-ca, VERIFY_CA",
        "sslmode=verify-full, VERIFY_FULL",
        "sslmode=no-verify, REQUIRE",
        "ssl=true, VERIFY_FULL",
        "ssl=1, VERIFY_FULL",
        "ssl=false, DISABLE",
        "application_name=x&options=-c%20geqo%3Doff, DISABLE",
    })
    void saysHowToEncrypt(String query, SslMode mode) throws HostException {
        assertThat(target("postgres://u:p@db/app?" + query).encryption().mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:p@db/app",
                "postgres://u:p@db:99999/app",
                "postgres://u:p@db:port/app",
                "postgres:///app",
                "postgres://u:p@db/app?sslmode=perhaps",
                "postgres://u:p@db/app?sslrootcert=/etc/shadow",
                "postgres://u:p@%2Fvar%2Frun/app"
            })
    void isRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> target(text)).isInstanceOf(HostException.class).hasMessageNotContaining("u:p");
    }

    @Test
    void neverShowsThePassword() throws HostException {
        assertThat(target("postgres://u:hunter2@db/app")).hasToString("u@db:5432/app");
    }

    @Test
    void fieldsMayHoldNumbersAndText() throws HostException {
        Map<String, Object> fields = new HashMap<>();
        fields.put("host", "db");
        fields.put("port", "6000");
        fields.put("user", "u");
        fields.put("password", 12345.0);
        fields.put("max", 3.0);
        fields.put("connectionTimeoutMillis", 1500.0);
        fields.put("statement_timeout", 900.0);
        fields.put("query_timeout", 700.0);

        PgTarget target = PgTarget.of(fields);

        assertThat(target.port()).isEqualTo(6000);
        assertThat(target.password()).isEqualTo("12345");
        assertThat(target.connectTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(target.statementTimeout()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void refusesWhatIsLongerThanAnyConnectionString() {
        assertThatThrownBy(() -> target("postgres://u:p@" + "h".repeat(8192)))
                .isInstanceOf(HostException.class)
                .hasMessage("connectionString is longer than 8192 characters");
        assertThatThrownBy(() -> PgTarget.of(Map.of("user", "u", "host", "h".repeat(8193))))
                .isInstanceOf(HostException.class)
                .hasMessage("host is longer than 8192 characters");
    }

    @Test
    void sslFieldsDecideOnVerification() throws HostException {
        assertThat(encryption(true)).isEqualTo(new PgEncryption(SslMode.VERIFY_FULL, ""));
        assertThat(encryption(false)).isEqualTo(new PgEncryption(SslMode.DISABLE, ""));
        assertThat(encryption(Map.of())).isEqualTo(new PgEncryption(SslMode.VERIFY_FULL, ""));
        assertThat(encryption(Map.of("rejectUnauthorized", false))).isEqualTo(new PgEncryption(SslMode.REQUIRE, ""));
        assertThat(encryption(Map.of("ca", "PEM"))).isEqualTo(new PgEncryption(SslMode.VERIFY_FULL, "PEM"));
    }

    private static PgEncryption encryption(Object ssl) throws HostException {
        return PgTarget.of(Map.of("user", "u", "ssl", ssl, "unknown", List.of()))
                .encryption();
    }
}
