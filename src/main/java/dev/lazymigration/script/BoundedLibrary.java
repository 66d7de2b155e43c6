package dev.lazymigration.script;

import java.math.BigInteger;
import java.text.Collator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Methods of the Java library that the engine's rewritten class files call here instead, because one call can ask for
 * any amount of time or memory. Each has the name of the original, whose object is the first argument.
 */
public final class BoundedLibrary {

    /** Up to this many comparisons of characters are done without a look at the limits. */
    private static final long SHORT_SEARCH = 1 << 22;

    /** Putting combining characters in order takes the square of their number. */
    private static final int LONGEST_NORMALIZED = 1 << 14;

    private static final int LONGEST_PIECE = 1 << 14;

    private BoundedLibrary() {}

    public static StringBuilder append(StringBuilder builder, String text) {
        String added = String.valueOf(text);
        grow(builder, added.length());
        return builder.append(added);
    }

    public static StringBuilder append(StringBuilder builder, Object object) {
        return append(builder, String.valueOf(object));
    }

    public static StringBuilder append(StringBuilder builder, CharSequence text) {
        return append(builder, String.valueOf(text));
    }

    public static StringBuilder append(StringBuilder builder, CharSequence text, int start, int end) {
        grow(builder, end - start);
        return builder.append(text, start, end);
    }

    public static StringBuilder append(StringBuilder builder, char[] text) {
        grow(builder, text.length);
        return builder.append(text);
    }

    public static StringBuilder append(StringBuilder builder, char[] text, int offset, int length) {
        grow(builder, length);
        return builder.append(text, offset, length);
    }

    public static StringBuilder append(StringBuilder builder, char character) {
        grow(builder, 1);
        return builder.append(character);
    }

    public static StringBuilder append(StringBuilder builder, int number) {
        return append(builder, Integer.toString(number));
    }

    public static StringBuilder append(StringBuilder builder, long number) {
        return append(builder, Long.toString(number));
    }

    public static StringBuilder append(StringBuilder builder, double number) {
        return append(builder, Double.toString(number));
    }

    public static StringBuilder append(StringBuilder builder, boolean value) {
        return append(builder, Boolean.toString(value));
    }

    public static StringBuilder appendCodePoint(StringBuilder builder, int codePoint) {
        grow(builder, 2);
        return builder.appendCodePoint(codePoint);
    }

    public static StringBuilder insert(StringBuilder builder, int offset, String text) {
        grow(builder, text.length());
        return builder.insert(offset, text);
    }

    /** A builder that is full gets twice as large. */
    private static void grow(StringBuilder builder, int more) {
        if ((long) builder.length() + more > builder.capacity()) {
            long length = (long) builder.length() + more;
            long capacity = 2L * builder.capacity() + more;
            if (capacity > EngineBounds.SMALL) {
                EngineBounds.run().ifPresent(run -> {
                    EngineBounds.refuse(length > run.limits().stringCharacters(), "Invalid string length");
                    run.reserve(Character.BYTES * capacity);
                });
            }
        }
    }

    public static String replace(String text, CharSequence wanted, CharSequence replacement) {
        long growth = Math.max(1, replacement.length());
        EngineBounds.characters((int) Math.min(Integer.MAX_VALUE, text.length() * growth));
        return text.replace(wanted, replacement);
    }

    public static boolean contains(String text, CharSequence wanted) {
        return indexOf(text, wanted.toString()) >= 0;
    }

    public static int indexOf(String text, String wanted) {
        return indexOf(text, wanted, 0);
    }

    public static int indexOf(String text, String wanted, int from) {
        if (isShort(text, wanted)) {
            return text.indexOf(wanted, from);
        }
        int last = text.length() - wanted.length();
        for (int at = Math.max(0, from); at <= last; at++) {
            at = text.indexOf(wanted.charAt(0), at);
            if (at < 0 || at > last) {
                return -1;
            }
            if (startsWith(text, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    public static int lastIndexOf(String text, String wanted, int from) {
        if (isShort(text, wanted)) {
            return text.lastIndexOf(wanted, from);
        }
        for (int at = Math.min(from, text.length() - wanted.length()); at >= 0; at--) {
            at = text.lastIndexOf(wanted.charAt(0), at);
            if (at >= 0 && startsWith(text, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    public static int lastIndexOf(String text, String wanted) {
        return lastIndexOf(text, wanted, text.length());
    }

    private static boolean isShort(String text, String wanted) {
        return wanted.isEmpty() || (long) text.length() * wanted.length() <= SHORT_SEARCH;
    }

    private static boolean startsWith(String text, String wanted, int at) {
        EngineBounds.run().ifPresent(ScriptRun::checkLimits);
        return text.startsWith(wanted, at);
    }

    public static String toUpperCase(String text, Locale locale) {
        return inPieces(text, piece -> piece.toUpperCase(locale));
    }

    public static String toLowerCase(String text, Locale locale) {
        return inPieces(text, piece -> piece.toLowerCase(locale));
    }

    /** A letter that becomes two has the library copy everything before it; in pieces that does not matter. */
    private static String inPieces(String text, UnaryOperator<String> change) {
        if (text.length() <= LONGEST_PIECE) {
            return change.apply(text);
        }
        StringBuilder changed = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + LONGEST_PIECE);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            append(changed, change.apply(text.substring(start, end)));
            start = end;
        }
        return EngineBounds.text(changed.toString());
    }

    public static int compare(Collator collator, String left, String right) {
        EngineBounds.refuse(
                Math.max(left.length(), right.length()) > LONGEST_NORMALIZED, "Too long to compare by language");
        return collator.compare(left, right);
    }

    public static String normalize(CharSequence text, Normalizer.Form form) {
        EngineBounds.refuse(text.length() > LONGEST_NORMALIZED, "Too long to normalize");
        return Normalizer.normalize(text, form);
    }

    public static BigInteger multiply(BigInteger left, BigInteger right) {
        EngineBounds.bits((long) left.bitLength() + right.bitLength());
        return left.multiply(right);
    }

    public static BigInteger pow(BigInteger base, int exponent) {
        // The powers of 0, 1 and -1 do not grow.
        if (base.abs().bitLength() > 1) {
            EngineBounds.bits((long) (base.abs().bitLength() - 1) * exponent);
        }
        return base.pow(exponent);
    }

    public static BigInteger shiftLeft(BigInteger number, int distance) {
        if (number.signum() != 0) {
            EngineBounds.bits((long) number.bitLength() + distance);
        }
        return number.shiftLeft(distance);
    }

    /** By a negative distance it is a shift to the left. */
    public static BigInteger shiftRight(BigInteger number, int distance) {
        if (number.signum() != 0) {
            EngineBounds.bits((long) number.bitLength() - distance);
        }
        return number.shiftRight(distance);
    }
}
