package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.List;

/**
 * {@code host.key}: keys for RSA, elliptic curves and Ed25519, and signatures and encryption with them. A key crosses as
 * its DER, PKCS#8 or SubjectPublicKeyInfo, together with what can be told of it.
 */
final class KeyModule implements HostModule {

    @Override
    public String name() {
        return "key";
    }

    @Override
    public List<String> functions() {
        return List.of(
                "pem", "der", "jwk", "toJwk", "publicOf", "export", "generate", "sign", "verify", "encrypt", "decrypt");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        TimeIsUp.check(call.deadline(), "crypto." + function);
        Arguments given = new Arguments(values);
        Object answer = BouncyCastle.with("asymmetric keys", () -> {
            try {
                return answer(function, given, call);
            } catch (IllegalArgumentException
                    | IllegalStateException
                    | ArithmeticException
                    | IndexOutOfBoundsException
                    | ClassCastException e) {
                // The words for "this is no key" of those who read keys; what they say may hold pieces of it.
                throw AsymmetricKey.unreadable();
            }
        });
        TimeIsUp.check(call.deadline(), "crypto." + function);
        return answer;
    }

    private static Object answer(String function, Arguments given, HostCall call) throws HostException {
        return switch (function) {
            case "pem" ->
                KeyFile.pem(given.bytes(0, "key"))
                        .key(passphrase(given, 1), call.deadline())
                        .described();
            case "der" ->
                KeyFile.der(
                                given.bytes(0, "key"),
                                given.text(2, "type"),
                                Boolean.TRUE.equals(given.at(3)),
                                given.at(1) != null)
                        .key(passphrase(given, 1), call.deadline())
                        .described();
            case "jwk" -> new JsonWebKey(given.object(0, "key")).key().described();
            case "toJwk" -> JsonWebKey.of(key(given, 0));
            case "publicOf" -> key(given, 0).publicKey().described();
            case "export" -> export(key(given, 0), given.text(2, "type"));
            case "generate" ->
                NewKey.of(given.text(0, "type"), given.at(1), given.at(2)).described();
            case "sign" -> signature(given, 3).sign(key(given, 0), given.bytes(2, "data"));
            case "verify" ->
                signature(given, 4).verify(key(given, 0), given.bytes(2, "data"), given.bytes(3, "signature"));
            case "encrypt", "decrypt" ->
                new RsaEncryption(given.text(4, "padding"), given.text(5, "oaepHash"), given.bytes(6, "oaepLabel"))
                        .apply(
                                key(given, 0),
                                function.equals("encrypt"),
                                Boolean.TRUE.equals(given.at(3)),
                                given.bytes(2, "buffer"));
            default -> throw HostException.broken("No such function: key." + function);
        };
    }

    private static byte[] passphrase(Arguments given, int index) throws HostException {
        return given.at(index) == null ? null : given.bytes(index, "passphrase");
    }

    /** Two arguments: the kind and the DER. */
    private static AsymmetricKey key(Arguments given, int index) throws HostException {
        byte[] der = given.bytes(index + 1, "key");
        return given.text(index, "kind").equals("private")
                ? AsymmetricKey.privateKey(der)
                : AsymmetricKey.publicKey(der);
    }

    private static SignatureScheme signature(Arguments given, int index) throws HostException {
        return new SignatureScheme(
                given.text(index, "algorithm"),
                Boolean.TRUE.equals(given.at(index + 1)),
                given.integer(index + 2, "saltLength", -3, 1 << 10),
                Boolean.TRUE.equals(given.at(index + 3)));
    }

    private static byte[] export(AsymmetricKey key, String type) throws HostException {
        return type.equals("pkcs1") || type.equals("sec1") ? key.innerDer() : key.der();
    }
}
