package dev.lazymigration.script;

/** The calling conventions of scripts. */
public enum ScriptDialect {
    /** As in Authing and GenAuth: an object is asked about, and the answer is returned. */
    AUTHING(new AuthingDialect()),
    /** As in Auth0: one identifier is asked about, and the answer goes to a callback. */
    AUTH0(new Auth0Dialect());

    private final Dialect convention;

    ScriptDialect(Dialect convention) {
        this.convention = convention;
    }

    Dialect convention() {
        return convention;
    }
}
