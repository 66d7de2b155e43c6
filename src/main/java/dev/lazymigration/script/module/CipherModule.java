package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.List;

/**
 * {@code host.cipher}: {@code open(name, encrypts, key, iv)} gives a handle for {@code setPadding},
 * {@code addAssociatedData}, {@code setTagLength}, {@code setTag}, {@code update} and {@code last}. {@code last} ends it and gives
 * the last bytes and the tag.
 */
final class CipherModule implements HostModule {

    @Override
    public String name() {
        return "cipher";
    }

    @Override
    public List<String> functions() {
        return List.of(
                "names",
                "describe",
                "open",
                "setPadding",
                "addAssociatedData",
                "setTagLength",
                "setTag",
                "update",
                "last");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        TimeIsUp.check(call.deadline(), "crypto." + function);
        Arguments given = new Arguments(values);
        return switch (function) {
            case "names" -> CipherName.names();
            case "describe" -> CipherName.named(given.text(0, "cipher")).described();
            case "open" -> {
                CipherName name = CipherName.named(given.text(0, "cipher"));
                boolean encrypts = Boolean.TRUE.equals(given.at(1));
                yield call.keep(CipherSession.open(name, encrypts, given.bytes(2, "key"), given.bytes(3, "iv")));
            }
            default -> inSession(function, given, call);
        };
    }

    private static Object inSession(String function, Arguments given, HostCall call) throws HostException {
        CipherSession session = call.kept(given.at(0), CipherSession.class);
        switch (function) {
            case "setPadding" -> session.setPadding(Boolean.TRUE.equals(given.at(1)));
            case "addAssociatedData" -> session.addAssociatedData(given.bytes(1, "buffer"));
            case "setTagLength" -> session.setTagLength(given.integer(1, "authTagLength", 0, Integer.MAX_VALUE));
            case "setTag" -> session.setTag(given.bytes(1, "buffer"));
            case "update" -> {
                return session.update(given.bytes(1, "data"));
            }
            case "last" -> {
                call.release(given.at(0));
                byte[] bytes = session.last();
                return List.of(bytes, session.tag());
            }
            default -> throw HostException.broken("No such function: cipher." + function);
        }
        return null;
    }
}
