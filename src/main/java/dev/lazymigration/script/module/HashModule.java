package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;

/**
 * {@code host.hash}: what Node's {@code crypto} module does with digests, derived keys and random bytes, the hash of
 * npm's {@code argon2}, and the repeated hashing of PHPass.
 */
final class HashModule implements HostModule {

    private static final int MAX_BYTES = 1 << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public List<String> functions() {
        return List.of(
                "names",
                "digest",
                "digestOfLength",
                "hmac",
                "pbkdf2",
                "scrypt",
                "argon2",
                "chain",
                "randomBytes",
                "timingSafeEqual");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        TimeIsUp.check(call.deadline(), "crypto." + function);
        Object answer = answer(function, new Arguments(values), call.deadline());
        // A derivation may have taken longer than there was time.
        TimeIsUp.check(call.deadline(), "crypto." + function);
        return answer;
    }

    private static Object answer(String function, Arguments given, Deadline deadline) throws HostException {
        return switch (function) {
            case "names" -> Digest.names();
            case "digest" -> digest(given).of(given.bytes(1, "data"));
            case "digestOfLength" ->
                digest(given).of(given.bytes(1, "data"), given.integer(2, "outputLength", 0, MAX_BYTES));
            case "hmac" -> digest(given).hmac(given.bytes(1, "key"), given.bytes(2, "data"));
            case "pbkdf2" ->
                new Pbkdf2(
                                Digest.named(given.text(4, "digest")),
                                given.integer(2, "iterations", 1, Integer.MAX_VALUE),
                                given.integer(3, "keylen", 0, MAX_BYTES))
                        .derive(given.bytes(0, "password"), given.bytes(1, "salt"), deadline);
            case "scrypt" ->
                new Scrypt(
                                given.integer(3, "N", 1, Integer.MAX_VALUE),
                                given.integer(4, "r", 1, Integer.MAX_VALUE),
                                given.integer(5, "p", 1, Integer.MAX_VALUE),
                                given.integer(6, "maxmem", 0, Integer.MAX_VALUE))
                        .derive(
                                given.bytes(0, "password"),
                                given.bytes(1, "salt"),
                                given.integer(2, "keylen", 0, MAX_BYTES),
                                deadline);
            case "argon2" ->
                new Argon2(
                                given.text(5, "type"),
                                given.integer(6, "version", 0, Integer.MAX_VALUE),
                                given.integer(7, "memoryCost", 1, Integer.MAX_VALUE),
                                given.integer(8, "timeCost", 1, Integer.MAX_VALUE),
                                given.integer(9, "parallelism", 1, Argon2.MOST_LANES))
                        .derive(
                                given.bytes(0, "plain"),
                                given.bytes(1, "salt"),
                                given.bytes(2, "secret"),
                                given.bytes(3, "associatedData"),
                                given.integer(4, "hashLength", 4, MAX_BYTES),
                                deadline);
            case "chain" ->
                new HashChain(digest(given), given.integer(3, "rounds", 0, Integer.MAX_VALUE))
                        .from(given.bytes(1, "first"), given.bytes(2, "password"), deadline);
            case "randomBytes" -> randomBytes(given.integer(0, "size", 0, MAX_BYTES));
            case "timingSafeEqual" -> MessageDigest.isEqual(given.bytes(0, "a"), given.bytes(1, "b"));
            default -> throw HostException.broken("No such function: hash." + function);
        };
    }

    private static Digest digest(Arguments given) throws HostException {
        return Digest.named(given.text(0, "algorithm"));
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
