package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.FailureGroup;
import dev.lazymigration.ledger.FailureKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureRepresentationTest {

    private static FailureRepresentation printed(String... lines) {
        Instant at = Instant.parse("2026-09-21T13:46:40Z");
        return FailureRepresentation.of(
                new FailureGroup(FailureKind.SCRIPT, "login", null, "ada", "wrong", List.of(lines), at, at, 1));
    }

    @Test
    void aScriptThatPrintedNothingHasNoConsole() {
        assertThat(printed().console()).isNull();
        assertThat(printed("log: one", "log: two").console()).containsExactly("log: one", "log: two");
    }

    @Test
    void inATableTheLinesOfTheConsoleAreThoseOfOneCell() {
        assertThat(FailureRepresentation.TABLE.text(List.of(printed("log: one", "log: two"), printed())))
                .isEqualTo("kind,code,legacyId,username,reason,console,firstAt,lastAt,count\r\n"
                        + "script,login,,ada,wrong,\"log: one\nlog: two\",2026-09-21T13:46:40Z,2026-09-21T13:46:40Z,1\r\n"
                        + "script,login,,ada,wrong,,2026-09-21T13:46:40Z,2026-09-21T13:46:40Z,1\r\n");
    }
}
