package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.time.Duration;
import java.util.List;

/**
 * {@code host.mysql}: {@code connect(configuration)} gives a handle, {@code query(handle, text, timeout)} and
 * {@code execute(handle, text, values, timeout)} a result for each statement, {@code end(handle)} the connection back.
 * Values come as the server's text or as bytes; the JavaScript knows the types, as npm's modules do.
 */
final class MySqlModule implements HostModule {

    /** The protocol counts them in 16 bits. */
    private static final int MAX_PARAMETERS = 65535;

    private final ConnectionPools pools;

    MySqlModule(ConnectionPools pools) {
        this.pools = pools;
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public List<String> functions() {
        return List.of("connect", "query", "execute", "end");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        return switch (function) {
            case "connect" -> {
                MySqlTarget target = MySqlTarget.of(arguments.object(0, "config"));
                yield call.keep(pools.borrow(target, call.deadline()));
            }
            case "query" ->
                wire(arguments, call).query(arguments.text(1, "sql"), millis(arguments.at(2)), call.deadline());
            case "execute" ->
                wire(arguments, call)
                        .execute(
                                arguments.text(1, "sql"),
                                parameters(arguments.at(2)),
                                millis(arguments.at(3)),
                                call.deadline());
            case "end" -> {
                call.kept(arguments.at(0), Session.class).close();
                call.release(arguments.at(0));
                yield null;
            }
            default -> throw HostException.broken("No such function: mysql." + function);
        };
    }

    private static MySqlWire wire(Arguments arguments, HostCall call) throws HostException {
        return call.kept(arguments.at(0), Session.class).wire(MySqlWire.class);
    }

    private static Duration millis(Object value) {
        return value instanceof Double number && number >= 1 && number < Integer.MAX_VALUE
                ? Duration.ofMillis(number.longValue())
                : Duration.ZERO;
    }

    private static List<?> parameters(Object values) throws HostException {
        if (values == null) {
            return List.of();
        }
        if (!(values instanceof List<?> parameters) || parameters.size() > MAX_PARAMETERS) {
            throw HostException.misuse("Bind parameters must be an array of at most " + MAX_PARAMETERS);
        }
        for (Object parameter : parameters) {
            boolean plain = parameter == null
                    || parameter instanceof String
                    || parameter instanceof Boolean
                    || parameter instanceof Double
                    || parameter instanceof byte[];
            if (!plain) {
                throw HostException.misuse("A bind parameter must be a string, a number, a boolean, a Buffer or null");
            }
        }
        return parameters;
    }
}
