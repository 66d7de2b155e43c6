package dev.lazymigration.hash;

import java.util.Base64;
import java.util.HexFormat;

/** Bytes and numbers, from the texts that hashes are stored as. */
final class Bytes {

    private Bytes() {}

    /** Base64 in either alphabet, with or without padding, also with passlib's dot for the plus sign. */
    static byte[] base64(String text, String what) throws UnreadableHashException {
        try {
            String standard = text.strip().replace('.', '+').replace('-', '+').replace('_', '/');
            return Base64.getDecoder().decode(standard.replaceFirst("=+$", ""));
        } catch (IllegalArgumentException e) {
            throw new UnreadableHashException("The " + what + " is not base64");
        }
    }

    static byte[] hex(String text, String what) throws UnreadableHashException {
        try {
            return HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException e) {
            throw new UnreadableHashException("The " + what + " is not hexadecimal");
        }
    }

    /** Hexadecimal if all of it is, base64 otherwise. */
    static byte[] hexOrBase64(String text, String what) throws UnreadableHashException {
        String bare = text.strip();
        return bare.matches("(?:[0-9A-Fa-f]{2})+") ? hex(bare, what) : base64(bare, what);
    }

    static int number(String text, String what) throws UnreadableHashException {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new UnreadableHashException("The " + what + " is not a number");
        }
    }
}
