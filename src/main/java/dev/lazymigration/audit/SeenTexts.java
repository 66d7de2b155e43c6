package dev.lazymigration.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which texts were met before, by 64 bits of their SHA-256: 11 to 21 bytes for each. Among a million texts two different
 * ones are taken for the same in one of 37 million audits. Not safe for use by several threads.
 */
final class SeenTexts {

    /** A table for them has 128 MB. */
    static final int MOST = 12_000_000;

    private static final int FIRST_CAPACITY = 1 << 10;

    /** What no hash is. */
    private static final long EMPTY = 0;

    private final MessageDigest digest;
    private final int most;
    private long[] table = new long[FIRST_CAPACITY];
    private int size;

    /** @param most how many it keeps; of more, it does not remember that they were met */
    SeenTexts(int most) {
        this.most = most;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    boolean isFull() {
        return size >= most;
    }

    boolean has(String text) {
        return table[slot(table, hash(text))] != EMPTY;
    }

    /** @return whether it was not met before */
    boolean add(String text) {
        long hash = hash(text);
        int slot = slot(table, hash);
        if (table[slot] != EMPTY) {
            return false;
        }
        if (!isFull()) {
            table[slot] = hash;
            size++;
            growWhenCrowded();
        }
        return true;
    }

    /** At three quarters. */
    private void growWhenCrowded() {
        if (size <= table.length / 4 * 3) {
            return;
        }
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(hash -> hash != EMPTY).forEach(hash -> larger[slot(larger, hash)] = hash);
        table = larger;
    }

    /** Where it is, or where it would be. */
    private static int slot(long[] table, long hash) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != EMPTY && table[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private long hash(String text) {
        long hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return hash == EMPTY ? 1 : hash;
    }
}
