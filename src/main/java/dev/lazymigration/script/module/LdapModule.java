package dev.lazymigration.script.module;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code host.ldap}: {@code connect(options)} gives a handle, {@code close(handle)} takes it back, everything else is an
 * operation of LDAP. What a directory says, a wrong password for example, is an answer with its result code; only a
 * directory that can not be asked is a failure.
 */
final class LdapModule implements HostModule {

    private final LdapConnections connections;

    LdapModule(LdapConnections connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public List<String> functions() {
        return List.of(
                "connect", "startTls", "bind", "search", "compare", "add", "modify", "remove", "rename", "close");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        if (function.equals("connect")) {
            LdapTarget target = LdapTarget.of(arguments.object(0, "options"));
            return call.keep(connections.open(target, call.deadline()));
        }
        LdapSession session = call.kept(arguments.at(0), LdapSession.class);
        return switch (function) {
            case "startTls" -> session.startTls(LdapTarget.trust(arguments.object(1, "tlsOptions")), call.deadline());
            case "bind" -> session.bind(arguments.text(1, "name"), arguments.text(2, "credentials"), call.deadline());
            case "search" ->
                session.search(
                        LdapSearch.of(arguments.text(1, "base"), arguments.object(2, "options")), call.deadline());
            case "compare" ->
                session.compare(
                        arguments.text(1, "name"),
                        arguments.text(2, "attribute"),
                        arguments.text(3, "value"),
                        call.deadline());
            case "add" -> session.add(arguments.text(1, "name"), attributes(arguments.at(2)), call.deadline());
            case "modify" -> session.modify(arguments.text(1, "name"), changes(arguments.at(2)), call.deadline());
            case "remove" -> session.remove(arguments.text(1, "name"), call.deadline());
            case "rename" ->
                session.rename(
                        arguments.text(1, "name"),
                        arguments.text(2, "newRdn"),
                        arguments.at(3) instanceof String superior ? superior : "",
                        call.deadline());
            case "close" -> {
                session.close();
                call.release(arguments.at(0));
                yield null;
            }
            default -> throw HostException.broken("No such function: ldap." + function);
        };
    }

    private static List<Attribute> attributes(Object value) throws HostException {
        List<Attribute> attributes = new ArrayList<>();
        for (Map<?, ?> attribute : maps(value)) {
            attributes.add(new Attribute(type(attribute), values(attribute)));
        }
        return attributes;
    }

    private static List<Modification> changes(Object value) throws HostException {
        List<Modification> changes = new ArrayList<>();
        for (Map<?, ?> change : maps(value)) {
            ModificationType operation =
                    switch (String.valueOf(change.get("operation"))) {
                        case "add" -> ModificationType.ADD;
                        case "delete" -> ModificationType.DELETE;
                        case "replace" -> ModificationType.REPLACE;
                        case "increment" -> ModificationType.INCREMENT;
                        default ->
                            throw HostException.misuse(
                                    "The operation of a change is add, delete, replace or increment");
                    };
            changes.add(new Modification(operation, type(change), values(change)));
        }
        return changes;
    }

    private static List<Map<?, ?>> maps(Object value) throws HostException {
        List<Map<?, ?>> maps = new ArrayList<>();
        for (Object element : value instanceof List<?> list ? list : List.of()) {
            if (!(element instanceof Map<?, ?> map)) {
                throw HostException.misuse("An attribute must be an object with a type and values");
            }
            maps.add(map);
        }
        return maps;
    }

    private static String type(Map<?, ?> attribute) throws HostException {
        if (attribute.get("type") instanceof String type && !type.isBlank()) {
            return type;
        }
        throw HostException.misuse("An attribute must be an object with a type and values");
    }

    private static byte[][] values(Map<?, ?> attribute) {
        List<byte[]> values = new ArrayList<>();
        for (Object value : attribute.get("values") instanceof List<?> list ? list : List.of()) {
            values.add(
                    value instanceof byte[] bytes
                            ? bytes
                            : String.valueOf(value).getBytes(StandardCharsets.UTF_8));
        }
        return values.toArray(byte[][]::new);
    }
}
