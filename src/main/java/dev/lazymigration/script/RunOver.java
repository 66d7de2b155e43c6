package dev.lazymigration.script;

/**
 * Ends a run from inside the engine. An {@link Error}, because scripts can catch exceptions but not errors, and always
 * the same way out, because a {@code finally} may run more script code that then meets it again.
 */
final class RunOver extends Error {

    private static final long serialVersionUID = 1L;

    private final transient Ending ending;

    RunOver(Ending ending) {
        super(null, null, false, false);
        this.ending = ending;
    }

    Ending ending() {
        return ending;
    }
}
