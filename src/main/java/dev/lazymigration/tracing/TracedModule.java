package dev.lazymigration.tracing;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.List;
import java.util.Set;

/**
 * Host functions that leave the server, each call a span that tells the kind of the call and nothing of what is in it.
 *
 * @param module that does the work
 */
public record TracedModule(HostModule module) implements HostModule {

    /** The others compute. */
    private static final Set<String> LEAVING = Set.of("pg", "mysql", "mssql", "oracledb", "mongo", "ldap", "http");

    /** The same modules, traced where they leave the server. */
    public static List<HostModule> all(List<HostModule> modules) {
        return modules.stream()
                .map(module -> LEAVING.contains(module.name()) ? new TracedModule(module) : module)
                .toList();
    }

    @Override
    public String name() {
        return module.name();
    }

    @Override
    public List<String> functions() {
        return module.functions();
    }

    @Override
    public Object call(String function, List<Object> arguments, HostCall call) throws HostException {
        try (RequestSpan span = RequestSpan.begin(module.name() + "." + function)) {
            try {
                return module.call(function, arguments, call);
            } catch (HostException failure) {
                span.failed();
                throw failure;
            }
        }
    }
}
