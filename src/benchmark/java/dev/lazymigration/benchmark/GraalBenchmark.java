package dev.lazymigration.benchmark;

import dev.lazymigration.script.ScriptedDirectory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same script and the same module files in GraalJS as it runs on an ordinary JVM, which is its interpreter: a context
 * of its own for each run, as isolation asks, and one engine that keeps the parsed code. The host around it is the
 * smallest that works: no limits, no console, no redaction, no log.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class GraalBenchmark {

    private static final Source HOST = js("host.js", LoginScript.text(GraalBenchmark.class, "graal-host.js"));
    private static final Source LOGIN = js("login.js", "(" + LoginScript.source() + "\n)");

    private final Map<String, Source> modules = new ConcurrentHashMap<>();
    private Engine engine;

    @Setup
    public void open() {
        engine = Engine.newBuilder()
                .option("engine.WarnInterpreterOnly", "false")
                .build();
        if (!login().contains("\"email\":\"ada@example.org\"")) {
            throw new IllegalStateException("The script does not work: " + login());
        }
    }

    @TearDown
    public void close() {
        engine.close();
    }

    @Benchmark
    public String login() {
        try (Context context = Context.newBuilder("js").engine(engine).build()) {
            String[] answer = {"none"};
            Value start = context.eval(HOST);
            ProxyExecutable load = arguments -> context.eval(module(arguments[0].asString()));
            ProxyExecutable query = arguments -> MemoryDatabase.RESULT_AS_JSON;
            ProxyExecutable settle = arguments -> {
                answer[0] = arguments[0].asString();
                return null;
            };
            start.execute(context.eval(LOGIN), load, query, settle, LoginScript.CONNECTION, LoginScript.PASSWORD);
            return answer[0];
        }
    }

    private Source module(String name) {
        return modules.computeIfAbsent(name, key -> {
            String path = key.equals("events/events") ? "npm/events/events.js" : "module/" + key + ".js";
            String body = LoginScript.text(ScriptedDirectory.class, path);
            return js(key, "(function (module, exports, require, host) {" + body + "\n})");
        });
    }

    private static Source js(String name, String code) {
        return Source.newBuilder("js", code, name).buildLiteral();
    }
}
