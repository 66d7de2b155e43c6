package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code host.mssql}: {@code connect(configuration)} gives a handle, {@code run(handle, text, parameters, timeout)} what
 * {@link TsqlWire#run} answers, {@code end(handle)} the connection back.
 */
final class MsSqlModule implements HostModule {

    private final ConnectionPools pools;
    private final Reader reader;

    MsSqlModule(ConnectionPools pools) {
        this(pools, MsSqlTarget::of);
    }

    /** @param reader makes the target, whose connections are {@link TsqlWire}s, of a configuration */
    MsSqlModule(ConnectionPools pools, Reader reader) {
        this.pools = pools;
        this.reader = reader;
    }

    @Override
    public String name() {
        return "mssql";
    }

    @Override
    public List<String> functions() {
        return List.of("connect", "run", "end");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        return switch (function) {
            case "connect" -> call.keep(pools.borrow(reader.read(arguments.object(0, "config")), call.deadline()));
            case "run" -> {
                Duration limit = new ConnectionFields(Map.of("limit", arguments.at(3) == null ? 0 : arguments.at(3)))
                        .millis("limit");
                yield call.kept(arguments.at(0), Session.class)
                        .wire(TsqlWire.class)
                        .run(TsqlBatch.of(arguments.text(1, "sql"), arguments.at(2)), limit, call.deadline());
            }
            case "end" -> {
                call.kept(arguments.at(0), Session.class).close();
                call.release(arguments.at(0));
                yield null;
            }
            default -> throw HostException.broken("No such function: mssql." + function);
        };
    }

    interface Reader {
        DatabaseTarget read(Map<?, ?> configuration) throws HostException;
    }
}
