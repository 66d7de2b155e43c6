package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * {@code host.bcrypt}: {@code compare(data, hash)}, {@code hash(data, salt)}, {@code genSalt(rounds, minor)}.
 *
 * <p>A hash that is none is not an error but never matches, as in Node's bcrypt.
 */
final class BcryptModule implements HostModule {

    @Override
    public String name() {
        return "bcrypt";
    }

    @Override
    public List<String> functions() {
        return List.of("compare", "hash", "genSalt");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        TimeIsUp.check(call.deadline(), "bcrypt." + function);
        return switch (function) {
            case "compare" -> compare(arguments.bytes(0, "data"), arguments.text(1, "hash"));
            case "hash" -> hash(arguments.bytes(0, "data"), arguments.text(1, "salt"));
            case "genSalt" ->
                BcryptSalt.random(arguments.integer(0, "rounds", 4, 31), arguments.text(1, "minor"))
                        .toString();
            default -> throw HostException.broken("No such function: bcrypt." + function);
        };
    }

    private static boolean compare(byte[] data, String hash) throws HostException {
        Optional<BcryptSalt> salt = BcryptSalt.of(hash);
        if (salt.isEmpty() || hash.length() != BcryptSalt.LENGTH + BcryptSalt.HASH_LENGTH) {
            return false;
        }
        return MessageDigest.isEqual(
                salt.get().hash(data), hash.substring(BcryptSalt.LENGTH).getBytes(BcryptSalt.ASCII));
    }

    private static String hash(byte[] data, String text) throws HostException {
        BcryptSalt salt = BcryptSalt.of(text)
                .orElseThrow(() -> HostException.misuse(
                        "Invalid salt. Salt must be in the form of: $Vers$log2(NumRounds)$saltvalue"));
        return salt + new String(salt.hash(data), BcryptSalt.ASCII);
    }
}
