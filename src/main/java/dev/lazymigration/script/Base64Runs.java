package dev.lazymigration.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parts of a text that may be Base64, in either alphabet, and which of them hold a secret once they are decoded. */
final class Base64Runs {

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_-]{4,}+={0,2}+");
    private static final int ALIGNMENTS = 4;

    private final List<String> secrets;

    /** @param secrets none of which is empty */
    Base64Runs(Collection<String> secrets) {
        this.secrets = secrets.stream().flatMap(Base64Runs::encoded).distinct().toList();
    }

    /** The bytes that scripts make of it, each as the character with its number. */
    private static Stream<String> encoded(String secret) {
        return Stream.of(UTF_8, ISO_8859_1, UTF_16LE)
                .filter(charset -> charset.newEncoder().canEncode(secret))
                .map(charset -> bytes(secret, charset));
    }

    private static String bytes(String secret, Charset charset) {
        return new String(secret.getBytes(charset), ISO_8859_1);
    }

    /** The same text with {@code instead} for each run that holds a secret. */
    String struckOut(String text, String instead) {
        return RUN.matcher(text).replaceAll(run -> holdsSecret(run.group()) ? instead : "$0");
    }

    private boolean holdsSecret(String run) {
        String digits = run.replace("=", "").replace('-', '+').replace('_', '/');
        // Other text may stand right before it, such as the path of an address.
        for (int start = 0; start < ALIGNMENTS; start++) {
            String decoded = decoded(digits.substring(start));
            if (secrets.stream().anyMatch(decoded::contains)) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String digits) {
        int whole = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
        return new String(Base64.getDecoder().decode(digits.substring(0, whole)), ISO_8859_1);
    }
}
