package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLogTest {

    private static final RequestContext CONTEXT = new RequestContext("r", "customers", null, null, null, null);

    private final Logger logger = Logger.getLogger(ScriptedDirectory.class.getName());
    private final List<String> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            warnings.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final RunLog log = new RunLog("legacy");

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
    }

    private void end(ScriptSlot slot, String legacyId, String outcome, String reason) {
        log.ended(new RunReport(slot, legacyId, outcome, reason, Duration.ofMillis(12), List.of("log: x")), CONTEXT);
    }

    @Test
    void aRunThatGaveNoAnswerIsOneLineWithAllThatIsKnown() {
        end(ScriptSlot.LOGIN, "4711", "Broken", "TypeError: no \"x\"");

        assertThat(warnings)
                .containsExactly(
                        "WARN realm=customers provider=legacy script=login outcome=Broken millis=12 legacyId=4711"
                                + " reason=\"TypeError: no \\\"x\\\"\"");
    }

    @Test
    void anAnswerIsNoWarning() {
        end(ScriptSlot.LOGIN, null, "Refused", "no such user");
        end(ScriptSlot.GET_USER, null, "Found", "");

        assertThat(warnings).isEmpty();
    }

    @Test
    void anOutageIsSaidOnceForEachScript() {
        for (int i = 0; i < 5; i++) {
            end(ScriptSlot.GET_USER, null, "Unavailable", "ECONNREFUSED");
            end(ScriptSlot.LOGIN, null, "Unavailable", "ECONNREFUSED");
        }

        assertThat(warnings)
                .containsExactly(
                        "WARN realm=customers provider=legacy script=getUser outcome=Unavailable millis=12"
                                + " reason=ECONNREFUSED",
                        "WARN realm=customers provider=legacy script=login outcome=Unavailable millis=12"
                                + " reason=ECONNREFUSED");
    }

    @Test
    void aScriptThatIsWrongIsSaidEachTime() {
        for (int i = 0; i < 3; i++) {
            end(ScriptSlot.LOGIN, null, "Broken", "no id");
        }

        assertThat(warnings).hasSize(3);
    }
}
