package dev.lazymigration.script;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptRuntime;

/**
 * What the engine's rewritten class files call while they work for a script, to stay within the limits of the current
 * run. Outside of a run, while the shared world is built for example, everything is allowed.
 *
 * <p>What a script could never get from another engine either, such as a string of a billion characters, is an error
 * that it can catch; what it may have, but no more of it, ends the run. Public because the engine is in another package.
 */
public final class EngineBounds {

    /** How much may come together before anybody looks: of this size there is a lot in every run. */
    static final int SMALL = 4096;

    private static final int ROUNDS_BETWEEN_LOOKS = 256;
    private static final int BYTES_OF_REFERENCE = 4;
    private static final int LONGEST_LANGUAGE_TAG = 256;

    private EngineBounds() {}

    /** A loop goes into another round; each loop counts its own. */
    public static void round(int rounds) {
        if (rounds % ROUNDS_BETWEEN_LOOKS == 0 && Context.getCurrentContext() instanceof SandboxContext context) {
            context.took(ROUNDS_BETWEEN_LOOKS);
        }
    }

    /** A method begins that can be entered very often without any loop. */
    public static void entered() {
        if (Context.getCurrentContext() instanceof SandboxContext context) {
            context.took(1);
        }
    }

    /** A function is called; gives what {@link #leave} wants to know. */
    public static int enter(Context context) {
        return context instanceof SandboxContext sandboxed ? sandboxed.enterCall() : 0;
    }

    public static void leave(Context context, int depth) {
        if (context instanceof SandboxContext sandboxed) {
            sandboxed.leaveCall(depth);
        }
    }

    public static void bytes(int length) {
        if (length > SMALL) {
            run().ifPresent(run -> {
                refuse(length > run.limits().bufferBytes(), "Array buffer allocation failed");
                run.reserve(length);
            });
        }
    }

    public static void characters(int length) {
        if (length > SMALL) {
            run().ifPresent(run -> {
                refuse(length > run.limits().stringCharacters(), "Invalid string length");
                run.reserve((long) Character.BYTES * length);
            });
        }
    }

    public static void elements(int length) {
        if (length > SMALL) {
            run().ifPresent(run -> {
                refuse(length > run.limits().arrayElements(), "Invalid array length");
                run.reserve((long) BYTES_OF_REFERENCE * length);
            });
        }
    }

    public static void longs(int length) {
        if (length > SMALL) {
            run().ifPresent(run -> {
                refuse(length > run.limits().arrayElements(), "Invalid array length");
                run.reserve((long) Long.BYTES * length);
            });
        }
    }

    /** Whether what is made now belongs to one run. */
    public static boolean isRun(Context context) {
        return context instanceof SandboxContext sandboxed && sandboxed.run().isPresent();
    }

    /** Two strings are about to become one. */
    public static void joined(CharSequence left, CharSequence right) {
        long length = (long) left.length() + right.length();
        if (length > SMALL) {
            run().ifPresent(run -> refuse(length > run.limits().stringCharacters(), "Invalid string length"));
        }
    }

    public static void copied(CharSequence text) {
        characters(text.length());
    }

    public static void copied(String text) {
        characters(text.length());
    }

    public static void copied(Collection<?> elements) {
        elements(elements.size());
    }

    /** A string has come into being. */
    public static String text(String text) {
        if (text != null && text.length() > SMALL) {
            run().ifPresent(run -> {
                refuse(text.length() > run.limits().stringCharacters(), "Invalid string length");
                run.checkLimits();
            });
        }
        return text;
    }

    /** An array has come into being, from one that was there already. */
    public static void made(Object array) {
        boolean large = array instanceof Object[] elements
                ? elements.length > SMALL
                : array instanceof char[] characters
                        ? characters.length > SMALL
                        : array instanceof byte[] bytes && bytes.length > SMALL;
        if (large) {
            run().ifPresent(ScriptRun::checkLimits);
        }
    }

    /** A big integer has come into being. */
    public static BigInteger number(BigInteger number) {
        bits(number.bitLength());
        return number;
    }

    /** A big integer of so many bits is about to come into being. */
    static void bits(long length) {
        if (length > SMALL) {
            run().ifPresent(run -> refuse(length > run.limits().bigIntBits(), "Maximum BigInt size exceeded"));
        }
    }

    /** Digits are about to become a big integer, which takes the square of their number. */
    public static void digits(String digits) {
        digits(digits, 10);
    }

    public static void digits(String digits, int radix) {
        int bitsOfDigit = Integer.SIZE - Integer.numberOfLeadingZeros(radix - 1);
        bits((long) digits.length() * bitsOfDigit);
    }

    public static void languageTag(String tag) {
        refuse(tag.length() > LONGEST_LANGUAGE_TAG, "Incorrect locale information provided");
    }

    /** The registry of {@code Symbol.for}: the engine has one for ever, a run has one of its own. */
    public static Map<Object, Object> symbols(Map<Object, Object> ofTheEngine) {
        return run().map(run -> run.symbols(ofTheEngine)).orElse(ofTheEngine);
    }

    /** The run that the current thread is in. */
    static Optional<ScriptRun> run() {
        return Context.getCurrentContext() instanceof SandboxContext context ? context.run() : Optional.empty();
    }

    static void refuse(boolean tooLarge, String message) {
        if (tooLarge) {
            throw ScriptRuntime.rangeError(message);
        }
    }
}
