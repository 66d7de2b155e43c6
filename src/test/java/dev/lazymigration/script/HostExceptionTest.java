package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostExceptionTest {

    private static HostException failure(String code, Map<String, Object> details) {
        return HostException.unavailable("down", code, details, null);
    }

    /** Of PostgreSQL: a byte that is none in UTF-8, a constraint, a missing table, a missing grant. */
    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "42P01", "42501"})
    void whatADatabaseSaysOfTheQuestionIsAnAnswer(String sqlState) {
        assertThat(failure(sqlState, Map.of()).isAnswer()).isTrue();
        assertThat(failure(null, Map.of("sqlState", sqlState)).isAnswer()).isTrue();
    }

    /** No connection, a wrong password, too many clients, a shutdown, a cancelled query; and what Node says. */
    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "28P01", "53300", "57P01", "57014", "ECONNREFUSED", "ETIMEDOUT", "422"})
    void whateverElseGoesWrongIsNone(String code) {
        assertThat(failure(code, Map.of()).isAnswer()).isFalse();
        assertThat(failure(null, Map.of("sqlState", code)).isAnswer()).isFalse();
    }

    @Test
    void anErrorOfARequestToSqlServerIsAnAnswerWhenItHasTheServersNumber() {
        assertThat(failure("EREQUEST", Map.of("number", 208)).isAnswer()).isTrue();
        assertThat(failure("EREQUEST", Map.of()).isAnswer()).isFalse();
    }

    @Test
    void aFailureWithoutACodeIsNone() {
        assertThat(failure(null, Map.of()).isAnswer()).isFalse();
    }
}
