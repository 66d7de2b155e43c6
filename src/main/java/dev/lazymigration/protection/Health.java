package dev.lazymigration.protection;

import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;

/** What the end of a question says about the legacy system as a whole. */
enum Health {
    UP,
    DOWN,
    /** The script is wrong: who knows whether the legacy system was asked. */
    UNKNOWN;

    static Health of(LookupOutcome outcome) {
        return outcome.fold(
                found -> UP, notFound -> UP, unavailable -> unavailable.outage() ? DOWN : UP, broken -> UNKNOWN);
    }

    static Health of(LoginOutcome outcome) {
        return outcome.fold(
                authenticated -> UP,
                passwordExpired -> UP,
                refused -> UP,
                locked -> UP,
                unavailable -> unavailable.outage() ? DOWN : UP,
                broken -> UNKNOWN);
    }
}
