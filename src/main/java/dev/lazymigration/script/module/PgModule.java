package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.List;

/**
 * {@code host.pg}: {@code connect(configuration)} gives a handle, {@code query(handle, text, values)} a result for each
 * statement, {@code end(handle)} the connection back. Values go both ways as the server's text; {@code pg.js} knows the
 * types, as node-postgres' pg-types does.
 */
final class PgModule implements HostModule {

    /** The protocol counts them in 16 bits, and the driver in signed ones. */
    private static final int MAX_PARAMETERS = Short.MAX_VALUE;

    private final ConnectionPools pools;

    PgModule(ConnectionPools pools) {
        this.pools = pools;
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
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        return switch (function) {
            case "connect" -> {
                PgTarget target = PgTarget.of(arguments.object(0, "config"));
                yield call.keep(pools.borrow(target, call.deadline()));
            }
            case "query" ->
                call.kept(arguments.at(0), Session.class)
                        .wire(PgWire.class)
                        .query(arguments.text(1, "text"), parameters(arguments.at(2)), call.deadline());
            case "end" -> {
                call.kept(arguments.at(0), Session.class).close();
                call.release(arguments.at(0));
                yield null;
            }
            default -> throw HostException.broken("No such function: pg." + function);
        };
    }

    private static List<?> parameters(Object values) throws HostException {
        if (values == null) {
            return List.of();
        }
        if (!(values instanceof List<?> parameters) || parameters.size() > MAX_PARAMETERS) {
            throw HostException.misuse("Query values must be an array of at most " + MAX_PARAMETERS);
        }
        for (Object parameter : parameters) {
            if (parameter != null && !(parameter instanceof String) && !(parameter instanceof byte[])) {
                throw HostException.misuse("A query value must be a string, a Buffer or null");
            }
        }
        return parameters;
    }
}
