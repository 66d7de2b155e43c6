package dev.lazymigration.script;

/** How a run ended, before anybody judges what that means. Holds plain Java values only, nothing of the engine's. */
sealed interface Ending {

    /**
     * The script answered.
     *
     * @param value null (also for undefined), a Boolean, Number, String, List or Map of the same, or a {@link PageAnswer}
     */
    record Answered(Object value) implements Ending {}

    /** The script threw, or its promise was rejected. */
    record Threw(ThrownError error) implements Ending {}

    /**
     * Nothing is left to do, and no answer came.
     *
     * @param unhandled the reason of a rejected promise that nobody listened to, or empty; perhaps why there is no answer
     */
    record Silent(String unhandled) implements Ending {}

    /** The time was up. */
    record TimedOut(String reason) implements Ending {}

    /** The script can not be run, or used more than it may. */
    record Impossible(String reason) implements Ending {}
}
