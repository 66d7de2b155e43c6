package dev.lazymigration.script.module;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632), such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param prefix the network's bytes, 4 or 16; bits behind the length are of no meaning
 * @param length how many leading bits an address has to have in common with the prefix
 */
record AddressBlock(byte[] prefix, int length) {

    /** Only what can not be a name, so that reading it never asks a name server. */
    private static final Pattern NUMERIC =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?)(?:/(\\d{1,3}))?");

    private static final byte[] TRANSLATED = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    AddressBlock {
        prefix = prefix.clone();
        if (length < 0 || length > prefix.length * 8) {
            throw new IllegalArgumentException("The prefix of an address has 0 to " + prefix.length * 8 + " bits");
        }
    }

    /**
     * Empty when the text is no address at all, but perhaps a name.
     *
     * @throws IllegalArgumentException when it looks like one but is none
     */
    static Optional<AddressBlock> parse(String text) {
        Matcher matcher = NUMERIC.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = bytes(InetAddress.getByName(matcher.group(1)));
            int bits = matcher.group(2) == null ? bytes.length * 8 : Integer.parseInt(matcher.group(2));
            return Optional.of(new AddressBlock(bytes, bits));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + " is not an IP address", e);
        }
    }

    static AddressBlock of(String text) {
        return parse(text).orElseThrow();
    }

    boolean contains(InetAddress address) {
        byte[] bytes = bytes(address);
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** An IPv4 address that is written as an IPv6 one (RFC 4291 section 2.5.5, RFC 6052) is the IPv4 address. */
    private static byte[] bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            byte[] start = Arrays.copyOf(bytes, 12);
            boolean embedded = Arrays.equals(start, TRANSLATED) || isZero(start) && (bytes[12] != 0 || bytes[13] != 0);
            return embedded ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
        }
        return bytes;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte value : bytes) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte[] prefix() {
        return prefix.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock block && length == block.length && Arrays.equals(prefix, block.prefix);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefix) * 31 + length;
    }
}
