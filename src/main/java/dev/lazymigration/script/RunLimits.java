package dev.lazymigration.script;

import java.util.stream.IntStream;

/**
 * What one run may use, time apart. A script that asks for a longer string, array, buffer or number than these gets a
 * RangeError, as in other engines; one that allocates or nests more is ended.
 *
 * @param allocatedBytes how much memory it may allocate in all, garbage included
 * @param allocatedBytesOfAllRuns how much memory all runs that are under way in the JVM may have allocated together
 *     before those that have a large part of it are ended
 * @param profileCharacters how large a profile it may return, as JSON
 * @param pageCharacters how large a page of users it may return, as JSON
 * @param stringCharacters how long a string may get
 * @param arrayElements how many elements an array may hold
 * @param bufferBytes how large an ArrayBuffer or a Buffer may be
 * @param bigIntBits how large a BigInt may get
 * @param callDepth how deep calls may be nested
 * @param consoleLines how many lines of its console are logged
 * @param consoleCharacters how many characters of its console are logged
 */
public record RunLimits(
        long allocatedBytes,
        long allocatedBytesOfAllRuns,
        int profileCharacters,
        int pageCharacters,
        int stringCharacters,
        int arrayElements,
        int bufferBytes,
        int bigIntBits,
        int callDepth,
        int consoleLines,
        int consoleCharacters) {

    /** Far above what any real script needs; a quarter of the heap for all runs together. */
    public static final RunLimits DEFAULT = new RunLimits(
            256L << 20,
            Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 4),
            256 << 10,
            16 << 20,
            4 << 20,
            1 << 20,
            32 << 20,
            64 << 10,
            1_000,
            200,
            16 << 10);

    public RunLimits {
        long smallest = Math.min(
                Math.min(allocatedBytes, allocatedBytesOfAllRuns),
                IntStream.of(
                                profileCharacters,
                                pageCharacters,
                                stringCharacters,
                                arrayElements,
                                bufferBytes,
                                bigIntBits,
                                callDepth,
                                consoleLines,
                                consoleCharacters)
                        .min()
                        .getAsInt());
        if (smallest <= 0) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }

    public RunLimits withAllocatedBytes(long newAllocatedBytes) {
        return new RunLimits(
                newAllocatedBytes,
                allocatedBytesOfAllRuns,
                profileCharacters,
                pageCharacters,
                stringCharacters,
                arrayElements,
                bufferBytes,
                bigIntBits,
                callDepth,
                consoleLines,
                consoleCharacters);
    }

    public RunLimits withAllocatedBytesOfAllRuns(long newAllocatedBytesOfAllRuns) {
        return new RunLimits(
                allocatedBytes,
                newAllocatedBytesOfAllRuns,
                profileCharacters,
                pageCharacters,
                stringCharacters,
                arrayElements,
                bufferBytes,
                bigIntBits,
                callDepth,
                consoleLines,
                consoleCharacters);
    }

    public RunLimits withProfileCharacters(int newProfileCharacters) {
        return new RunLimits(
                allocatedBytes,
                allocatedBytesOfAllRuns,
                newProfileCharacters,
                pageCharacters,
                stringCharacters,
                arrayElements,
                bufferBytes,
                bigIntBits,
                callDepth,
                consoleLines,
                consoleCharacters);
    }

    public RunLimits withPageCharacters(int newPageCharacters) {
        return new RunLimits(
                allocatedBytes,
                allocatedBytesOfAllRuns,
                profileCharacters,
                newPageCharacters,
                stringCharacters,
                arrayElements,
                bufferBytes,
                bigIntBits,
                callDepth,
                consoleLines,
                consoleCharacters);
    }
}
