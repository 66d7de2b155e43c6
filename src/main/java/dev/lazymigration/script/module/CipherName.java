package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cipher, by the name that OpenSSL and so Node gives it.
 *
 * @param algorithm of the key, in Java's words
 * @param mode in Java's words; empty for a stream cipher
 * @param keyBytes how long the key is; 0 when any length will do
 * @param ivBytes how long the initialization vector is; 0 when there is none, and what is usual for GCM
 */
record CipherName(String name, String algorithm, String mode, int keyBytes, int ivBytes) {

    private static final Map<String, CipherName> ALL = all();

    static CipherName named(String given) throws HostException {
        return Optional.ofNullable(ALL.get(given.toLowerCase(Locale.ROOT).replaceFirst("^id-(aes\\d+)-gcm$", "$1-gcm")))
                .orElseThrow(() -> HostException.misuse("Unknown cipher"));
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    boolean authenticates() {
        return mode.equals("GCM") || algorithm.startsWith("ChaCha20");
    }

    /** Whether the last block is filled up when it is encrypted. */
    boolean pads() {
        return mode.equals("CBC") || mode.equals("ECB");
    }

    /** What Node tells by {@code crypto.getCipherInfo}. */
    Map<String, Object> described() {
        return Map.of("name", name, "keyLength", keyBytes, "ivLength", ivBytes, "mode", mode.toLowerCase(Locale.ROOT));
    }

    private static Map<String, CipherName> all() {
        List<CipherName> ciphers = new ArrayList<>();
        for (int bits : new int[] {128, 192, 256}) {
            String aes = "aes-" + bits + "-";
            for (String mode : List.of("CBC", "CTR", "OFB", "CFB", "CFB8")) {
                ciphers.add(new CipherName(aes + mode.toLowerCase(Locale.ROOT), "AES", mode, bits / Byte.SIZE, 16));
            }
            ciphers.add(new CipherName(aes + "ecb", "AES", "ECB", bits / Byte.SIZE, 0));
            ciphers.add(new CipherName(aes + "gcm", "AES", "GCM", bits / Byte.SIZE, 12));
        }
        ciphers.add(new CipherName("chacha20-poly1305", "ChaCha20-Poly1305", "", 32, 12));
        ciphers.add(new CipherName("des-ede3-cbc", "DESede", "CBC", 24, 8));
        ciphers.add(new CipherName("des-ede3-ecb", "DESede", "ECB", 24, 0));
        ciphers.add(new CipherName("des-cbc", "DES", "CBC", 8, 8));
        ciphers.add(new CipherName("des-ecb", "DES", "ECB", 8, 0));
        ciphers.add(new CipherName("bf-cbc", "Blowfish", "CBC", 0, 8));
        ciphers.add(new CipherName("bf-ecb", "Blowfish", "ECB", 0, 0));
        ciphers.add(new CipherName("rc4", "ARCFOUR", "", 0, 0));
        Map<String, CipherName> named = new TreeMap<>();
        ciphers.forEach(cipher -> named.put(cipher.name(), cipher));
        // The names of old.
        for (int bits : new int[] {128, 192, 256}) {
            named.put("aes" + bits, named.get("aes-" + bits + "-cbc"));
        }
        named.put("des3", named.get("des-ede3-cbc"));
        named.put("des", named.get("des-cbc"));
        named.put("bf", named.get("bf-cbc"));
        named.put("blowfish", named.get("bf-cbc"));
        return named;
    }
}
