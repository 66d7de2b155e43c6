package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LookupOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keycloak interrupts a request that takes too long, also while a script is being translated for it. */
class TranslationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aRequestThatIsInterruptedIsUnavailableAndTheTranslationGoesOnForTheNextOne() throws Exception {
        DirectorySettings settings = settings(longScript("{ id: '1' }"));
        try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
            FutureTask<LookupOutcome> interrupted = new FutureTask<>(() -> find(directory));
            Thread request = new Thread(interrupted);
            request.start();
            while (!interrupted.isDone()) {
                request.interrupt();
            }

            assertThat(interrupted.get()).isInstanceOf(LookupOutcome.Unavailable.class);
            assertThat(find(directory)).isInstanceOf(LookupOutcome.Found.class);
        }
    }

    @Test
    void aTranslationThatNobodyWaitsForAnyLongerGoesOnAllTheSame() throws ScriptException {
        ScriptCompiler compiler = new ScriptCompiler();
        String source = longScript("{ id: '2' }");

        RunOver notYet =
                catchThrowableOfType(RunOver.class, () -> compiler.compile(ScriptSlot.GET_USER, source, Duration.ZERO));

        assertThat(notYet.ending()).isEqualTo(new Ending.TimedOut("the script is still being translated"));
        assertThat(compiler.compile(ScriptSlot.GET_USER, source, LIMIT)).isNotNull();
    }

    @Test
    void aModuleIsTranslatedOnAnInterruptedThreadToo(@TempDir Path folder) throws IOException, HostException {
        Path file = Files.writeString(folder.resolve("answer.js"), "module.exports = async () => [...'42'].join('');");
        FileCompilations compilations = new FileCompilations();

        Thread.currentThread().interrupt();
        CompiledModule compiled = compilations.of(new FolderFile(ModuleFolder.at(folder), file, "modules/answer.js"));

        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(compiled.lowered().code()).contains("42");
    }

    private static LookupOutcome find(ScriptedDirectory directory) {
        return directory.find(LegacyQuery.byUsername("ada"), Scripts.CONTEXT);
    }

    private static DirectorySettings settings(String getUser) {
        return DirectorySettings.of("translation", "async () => null", getUser).withTimeLimits(LIMIT, LIMIT);
    }

    /** Takes a while to translate. */
    private static String longScript(String profile) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            source.append("async function helper%d({ rows }) { for (const row of rows) { await row?.next; } }\n"
                    .formatted(i));
        }
        return source + "async function getUser() { return " + profile + "; }";
    }
}
