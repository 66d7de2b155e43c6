package dev.lazymigration.config;

import dev.lazymigration.protection.ProtectionLimits;
import dev.lazymigration.script.RunLimits;
import dev.lazymigration.script.module.PoolLimits;

/**
 * A number that the server's operator can set, and within which bounds. Whoever is bound by one asks {@link
 * ServerOptions#limit}; everything else, the documentation's table included, follows from the line here.
 */
public enum ServerLimit {
    ALLOCATED_BYTES(
            "allocated-bytes",
            RunLimits.DEFAULT.allocatedBytes(),
            4L << 20,
            64L << 30,
            "bytes of memory that one run may allocate in all, garbage included"),
    ALLOCATED_BYTES_OF_ALL_RUNS(
            "allocated-bytes-of-all-runs",
            RunLimits.DEFAULT.allocatedBytesOfAllRuns(),
            "",
            32L << 20,
            1L << 40,
            "bytes of memory that all runs under way may have allocated together before the largest are ended; by"
                    + " default a quarter of the heap"),
    STRING_CHARACTERS(
            "string-characters",
            RunLimits.DEFAULT.stringCharacters(),
            64L << 10,
            256L << 20,
            "how long a string may get"),
    ARRAY_ELEMENTS(
            "array-elements",
            RunLimits.DEFAULT.arrayElements(),
            4L << 10,
            128L << 20,
            "how many elements an array may hold"),
    BUFFER_BYTES(
            "buffer-bytes",
            RunLimits.DEFAULT.bufferBytes(),
            64L << 10,
            1L << 30,
            "how large an `ArrayBuffer` or a `Buffer` may be"),
    BIGINT_BITS("bigint-bits", RunLimits.DEFAULT.bigIntBits(), 4L << 10, 4L << 20, "how large a `BigInt` may get"),
    CALL_DEPTH("call-depth", RunLimits.DEFAULT.callDepth(), 100, 10_000, "how deep calls may be nested"),
    CONSOLE_LINES(
            "console-lines",
            RunLimits.DEFAULT.consoleLines(),
            1,
            10_000,
            "how many lines of a run's `console` are logged"),
    CONSOLE_CHARACTERS(
            "console-characters",
            RunLimits.DEFAULT.consoleCharacters(),
            1L << 10,
            1L << 20,
            "how many characters of a run's `console` are logged"),
    PROFILE_CHARACTERS(
            "profile-characters",
            RunLimits.DEFAULT.profileCharacters(),
            1L << 10,
            16L << 20,
            "size of the profile that a script returns, as JSON"),
    PAGE_CHARACTERS(
            "page-characters",
            RunLimits.DEFAULT.pageCharacters(),
            64L << 10,
            256L << 20,
            "size of the page of users that a `listUsers` script returns, as JSON"),
    MAX_LOOKUP_TIMEOUT_MS(
            "max-lookup-timeout-ms",
            TimeLimit.LOOKUP.maximumMs(),
            TimeLimit.MINIMUM_MS,
            TimeLimit.LOOKUP.maximumMs(),
            "the longest `lookupTimeoutMs` that a provider may have; Keycloak itself gives up after 3000"),
    MAX_LOGIN_TIMEOUT_MS(
            "max-login-timeout-ms",
            TimeLimit.LOGIN.maximumMs(),
            TimeLimit.MINIMUM_MS,
            120_000,
            "the longest `loginTimeoutMs` and `onMigratedTimeoutMs` that a provider may have"),
    MAX_LIST_USERS_TIMEOUT_MS(
            "max-list-users-timeout-ms",
            TimeLimit.LIST_USERS.maximumMs(),
            TimeLimit.MINIMUM_MS,
            600_000,
            "the longest `listUsersTimeoutMs` that a provider may have"),
    RUNS_AT_A_TIME(
            "runs-at-a-time",
            ProtectionLimits.DEFAULT_RUNS,
            1,
            1000,
            "look-ups of one provider that may be under way at a time, and as many logins; further ones wait for a"
                    + " moment, and are then asked to try again later"),
    CONNECTIONS_PER_DATABASE(
            "connections-per-database",
            PoolLimits.DEFAULT.connections(),
            1,
            1000,
            "connections that the scripts of one provider may have open to one database with one account"),
    DATABASES(
            "databases",
            PoolLimits.DEFAULT.targets(),
            1,
            1000,
            "databases and accounts to which one provider keeps connections open between two runs"),
    UNKNOWN_NAMES(
            "unknown-names",
            10_000,
            1,
            1_000_000,
            "unknown names that one provider remembers at most, for its `unknownNamesSeconds`; a name of more than 255"
                    + " characters counts as several");

    private final String option;
    private final long defaultValue;
    private final String defaultText;
    private final long minimum;
    private final long maximum;
    private final String description;

    ServerLimit(String option, long defaultValue, long minimum, long maximum, String description) {
        this(option, defaultValue, String.valueOf(defaultValue), minimum, maximum, description);
    }

    /** One whose default depends on the server, and so is described and not shown. */
    ServerLimit(String option, long defaultValue, String defaultText, long minimum, long maximum, String description) {
        this.option = option;
        this.defaultValue = defaultValue;
        this.defaultText = defaultText;
        this.minimum = minimum;
        this.maximum = maximum;
        this.description = description;
    }

    /** As operators write it. */
    public String option() {
        return option;
    }

    public long defaultValue() {
        return defaultValue;
    }

    /** The default for people; empty when it depends on the server. */
    public String defaultText() {
        return defaultText;
    }

    public long minimum() {
        return minimum;
    }

    public long maximum() {
        return maximum;
    }

    /** A noun phrase in Markdown. */
    public String description() {
        return description;
    }

    /** @throws InvalidServerOptionException when the text is not a number within the bounds */
    long parse(String text) {
        // More digits than any maximum has, and too few to overflow.
        if (text.matches("\\d{1,15}")) {
            long number = Long.parseLong(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        }
        throw new InvalidServerOptionException(
                option, "has to be a whole number from " + minimum + " to " + maximum + ", not \"" + text + "\"");
    }
}
