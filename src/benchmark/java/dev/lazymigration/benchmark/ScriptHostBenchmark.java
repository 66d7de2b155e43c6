package dev.lazymigration.benchmark;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptedDirectory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One login from the question to the outcome, everything included but input, output and the hash of the password. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// On two cores the JVM goes on compiling for more than half a minute.
@Warmup(iterations = 12, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class ScriptHostBenchmark {

    private static final RequestContext CONTEXT =
            new RequestContext("realm-id", "acme", "shop", "The shop", "192.0.2.7", "Firefox");
    private static final LegacyQuery ADA = new LegacyQuery("7", "ada@example.org", null, null);

    private ScriptedDirectory directory;

    @Setup
    public void open() {
        directory = new ScriptedDirectory(DirectorySettings.of("legacy", LoginScript.source(), "() => null")
                .withEnv(Map.of("DB_CONNECTION_URI", LoginScript.CONNECTION), Set.of())
                .withHostModules(List.of(new MemoryDatabase())));
        if (!(login() instanceof LoginOutcome.Authenticated)) {
            throw new IllegalStateException("The script does not work: " + login());
        }
    }

    @TearDown
    public void close() {
        directory.close();
    }

    @Benchmark
    public LoginOutcome login() {
        return directory.login(ADA, LoginScript.PASSWORD, CONTEXT);
    }

    @Benchmark
    @Threads(2)
    public LoginOutcome loginOnTwoThreads() {
        return login();
    }

    @Benchmark
    @Threads(8)
    public LoginOutcome loginOnEightThreads() {
        return login();
    }
}
