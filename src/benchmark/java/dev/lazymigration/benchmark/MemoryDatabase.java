package dev.lazymigration.benchmark;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostModule;
import java.util.List;
import java.util.Map;

/** The host functions that the module {@code pg} stands on, answering at once with always the same user. */
final class MemoryDatabase implements HostModule {

    private static final int TEXT = 25;
    private static final int BOOLEAN = 16;

    /** What the function {@code query} answers, for a host that has no conversion of values. */
    static final String RESULT_AS_JSON =
            """
            [{"command": "SELECT", "rowCount": 1,
              "fields": [
                {"name": "id", "dataTypeID": 25}, {"name": "email", "dataTypeID": 25},
                {"name": "username", "dataTypeID": 25}, {"name": "given_name", "dataTypeID": 25},
                {"name": "password", "dataTypeID": 25}, {"name": "email_verified", "dataTypeID": 16}],
              "rows": [["7", "ada@example.org", "ada", "Ada", "secret-password", "t"]]}]
            """;

    private static final Map<String, Object> RESULT = Map.of(
            "command",
            "SELECT",
            "rowCount",
            1,
            "fields",
            List.of(
                    field("id", TEXT),
                    field("email", TEXT),
                    field("username", TEXT),
                    field("given_name", TEXT),
                    field("password", TEXT),
                    field("email_verified", BOOLEAN)),
            "rows",
            List.of(List.of("7", "ada@example.org", "ada", "Ada", "secret-password", "t")));

    private static Map<String, Object> field(String name, int type) {
        return Map.of("name", name, "dataTypeID", type);
    }

    @Override
    public String name() {
        return "pg";
    }

    @Override
    public List<String> functions() {
        return List.of("connect", "query", "end");
    }

    @Override
    public Object call(String function, List<Object> arguments, HostCall call) {
        return switch (function) {
            case "connect" -> call.keep(() -> {});
            case "query" -> List.of(RESULT);
            default -> {
                call.release(arguments.get(0));
                yield null;
            }
        };
    }
}
