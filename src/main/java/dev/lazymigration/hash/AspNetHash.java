package dev.lazymigration.hash;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The hashes of ASP.NET Identity in all their versions, and of SimpleMembership: PBKDF2 in a binary form of its own. */
final class AspNetHash {

    private static final int VERSION_2 = 0;
    private static final int VERSION_3 = 1;
    private static final int ITERATIONS_2 = 1000;
    private static final int SALT_2 = 16;
    private static final int HASH_2 = 32;
    private static final String[] DIGESTS_3 = {"sha1", "sha256", "sha512"};

    private AspNetHash() {}

    static ForeignHash read(String text) throws UnreadableHashException {
        ByteBuffer bytes = ByteBuffer.wrap(Bytes.base64(text, "hash"));
        try {
            return switch (bytes.get()) {
                case VERSION_2 -> new Pbkdf2Hash("sha1", ITERATIONS_2, taken(SALT_2, bytes), rest(HASH_2, bytes));
                case VERSION_3 -> version3(bytes);
                default -> throw notOne();
            };
        } catch (BufferUnderflowException e) {
            throw notOne();
        }
    }

    private static ForeignHash version3(ByteBuffer bytes) throws UnreadableHashException {
        int digest = bytes.getInt();
        int iterations = bytes.getInt();
        int saltLength = bytes.getInt();
        if (digest < 0 || digest >= DIGESTS_3.length || saltLength < 0 || saltLength >= bytes.remaining()) {
            throw notOne();
        }
        byte[] salt = taken(saltLength, bytes);
        return new Pbkdf2Hash(DIGESTS_3[digest], iterations, salt, rest(bytes.remaining(), bytes));
    }

    private static byte[] taken(int length, ByteBuffer from) {
        byte[] taken = new byte[length];
        from.get(taken);
        return taken;
    }

    private static byte[] rest(int length, ByteBuffer from) throws UnreadableHashException {
        byte[] rest = taken(length, from);
        if (from.hasRemaining()) {
            throw notOne();
        }
        return rest;
    }

    private static UnreadableHashException notOne() {
        return new UnreadableHashException("Not a hash of ASP.NET Identity");
    }
}
