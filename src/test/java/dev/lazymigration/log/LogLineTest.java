package dev.lazymigration.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    private static String value(String value) {
        return LogLine.of("customers", "legacy")
                .and("username", value)
                .toString()
                .substring(32);
    }

    @Test
    void aLineIsKeysAndValues() {
        assertThat(LogLine.of("customers", "legacy").and("millis", 87).and("legacyId", null))
                .hasToString("realm=customers provider=legacy millis=87");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada@example.org", "4711", "auth0|42", "Zoë", "李", "f:1:2", "{a,b}"})
    void aPlainWordStandsAsItIs(String word) {
        assertThat(value(word)).isEqualTo("username=" + word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ada lovelace | \"ada lovelace\"",
                "a=b | \"a=b\"",
                "say \"hi\" | \"say \\\"hi\\\"\"",
                "'it | \"'it\"",
                "back\\slash | \"back\\\\slash\"",
                "`` | \"\"",
            })
    void anythingElseIsQuoted(String value, String written) {
        assertThat(value(value)).isEqualTo("username=" + written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n2026-11-27 INFO realm=customers outcome=Migrated",
                "x\r\noutcome=Migrated",
                "x\" outcome=Migrated username=\"y",
                "x\\\" outcome=Migrated",
                "x\u2028outcome=Migrated",
                "x\u0085outcome=Migrated",
                "x\u001b[2K\u001b[1Aoutcome=Migrated",
                "\u202eoutcome=Migrated",
                "\ud800outcome=Migrated"
            })
    void nobodyCanBreakOutOfHisValue(String name) {
        String written = value(name);

        assertThat(written).matches("username=\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\nrt]|\\\\u[0-9a-f]{4})*\"");
        assertThat(written.codePoints())
                .noneMatch(Character::isISOControl)
                .doesNotContain(0x2028, 0x85, 0x202e, 0xd800);
    }
}
