package dev.lazymigration.script;

/**
 * What one run may use, time apart.
 *
 * @param allocatedBytes how much memory it may allocate in all, garbage included
 * @param profileCharacters how large a profile it may return, as JSON
 */
public record RunLimits(long allocatedBytes, int profileCharacters) {

    /** 256 MB and 256 kB: far above what any real script needs. */
    public static final RunLimits DEFAULT = new RunLimits(256L << 20, 256 << 10);

    public RunLimits {
        if (allocatedBytes <= 0 || profileCharacters <= 0) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }
}
