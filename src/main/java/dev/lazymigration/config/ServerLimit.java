package dev.lazymigration.config;

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
    PROFILE_CHARACTERS(
            "profile-characters",
            RunLimits.DEFAULT.profileCharacters(),
            1L << 10,
            16L << 20,
            "size of the profile that a script returns, as JSON"),
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
            "the longest `loginTimeoutMs` that a provider may have"),
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
            "databases and accounts to which one provider keeps connections open between two runs");

    private final String option;
    private final long defaultValue;
    private final long minimum;
    private final long maximum;
    private final String description;

    ServerLimit(String option, long defaultValue, long minimum, long maximum, String description) {
        this.option = option;
        this.defaultValue = defaultValue;
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
        // At most eleven digits, as the largest maximum: this cannot overflow.
        if (text.matches("\\d{1,11}")) {
            long number = Long.parseLong(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        }
        throw new InvalidServerOptionException(
                option, "has to be a whole number from " + minimum + " to " + maximum + ", not \"" + text + "\"");
    }
}
