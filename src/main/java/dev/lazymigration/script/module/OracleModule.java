package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code host.oracledb}: {@code connect(configuration)} gives a handle, {@code execute(handle, text, binds, maxRows)}
 * what {@link OracleWire#execute} answers, {@code commit}, {@code rollback} and {@code end} take a handle.
 */
final class OracleModule implements HostModule {

    private static final int MAX_BINDS = 65535;

    private final ConnectionPools pools;
    private final Reader reader;

    OracleModule(ConnectionPools pools) {
        this(pools, OracleTarget::of);
    }

    /** @param reader makes the target, whose connections are {@link OracleWire}s, of a configuration */
    OracleModule(ConnectionPools pools, Reader reader) {
        this.pools = pools;
        this.reader = reader;
    }

    @Override
    public String name() {
        return "oracledb";
    }

    @Override
    public List<String> functions() {
        return List.of("connect", "execute", "commit", "rollback", "end");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        return switch (function) {
            case "connect" -> call.keep(pools.borrow(reader.read(arguments.object(0, "config")), call.deadline()));
            case "execute" -> execute(arguments, call);
            case "commit" -> {
                wire(arguments, call).commit();
                yield null;
            }
            case "rollback" -> {
                wire(arguments, call).rollback();
                yield null;
            }
            case "end" -> {
                call.kept(arguments.at(0), Session.class).close();
                call.release(arguments.at(0));
                yield null;
            }
            default -> throw HostException.broken("No such function: oracledb." + function);
        };
    }

    private static Map<String, Object> execute(Arguments arguments, HostCall call) throws HostException {
        OracleText text = OracleText.of(arguments.text(1, "sql"));
        List<OracleBind> binds = binds(text, arguments.at(2));
        int maxRows = arguments.integer(3, "maxRows", 0, Integer.MAX_VALUE);
        Map<String, Object> answer = wire(arguments, call).execute(text, binds, maxRows, call.deadline());
        Map<String, Object> outs = new LinkedHashMap<>();
        for (int i = 0; i < binds.size(); i++) {
            if (binds.get(i).out()) {
                outs.putIfAbsent(text.names().get(i), ((List<?>) answer.get("outs")).get(i));
            }
        }
        answer.put("outs", outs);
        return answer;
    }

    private static OracleWire wire(Arguments arguments, HostCall call) throws HostException {
        return call.kept(arguments.at(0), Session.class).wire(OracleWire.class);
    }

    /** For each place in the text, from a list in that order or from an object by their names. */
    private static List<OracleBind> binds(OracleText text, Object given) throws HostException {
        if (text.names().size() > MAX_BINDS) {
            throw HostException.misuse("A statement has at most " + MAX_BINDS + " bind variables");
        }
        if (given instanceof List<?> list) {
            return byPlace(text, list);
        }
        Map<String, Object> byName = new HashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) ->
                    byName.put(name.toString().replaceFirst("^:", "").toUpperCase(Locale.ROOT), value));
        }
        List<OracleBind> binds = new ArrayList<>();
        for (String name : text.names()) {
            if (!byName.containsKey(name.toUpperCase(Locale.ROOT))) {
                throw unbound(name);
            }
            binds.add(OracleBind.of(byName.get(name.toUpperCase(Locale.ROOT))));
        }
        return binds;
    }

    private static List<OracleBind> byPlace(OracleText text, List<?> list) throws HostException {
        List<String> distinct =
                text.isBlock() ? text.names().stream().distinct().toList() : List.of();
        List<OracleBind> binds = new ArrayList<>();
        for (int i = 0; i < text.names().size(); i++) {
            int place = text.isBlock() ? distinct.indexOf(text.names().get(i)) : i;
            if (place >= list.size()) {
                throw unbound(text.names().get(i));
            }
            binds.add(OracleBind.of(list.get(place)));
        }
        return binds;
    }

    private static HostException unbound(String name) {
        return HostException.misuse("NJS-098: no value is given for the bind variable :" + name);
    }

    interface Reader {
        DatabaseTarget read(Map<?, ?> configuration) throws HostException;
    }
}
