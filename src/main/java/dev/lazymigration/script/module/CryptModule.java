package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.List;

/** {@code host.crypt}: {@code crypt(password, setting)}, the hashes of crypt(3) and of Apache's htpasswd. */
final class CryptModule implements HostModule {

    @Override
    public String name() {
        return "crypt";
    }

    @Override
    public List<String> functions() {
        return List.of("crypt");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments given = new Arguments(values);
        TimeIsUp.check(call.deadline(), "crypt");
        String hash = CryptSetting.of(given.text(1, "setting")).hash(given.bytes(0, "password"));
        TimeIsUp.check(call.deadline(), "crypt");
        return hash;
    }
}
