package dev.lazymigration.script;

import org.mozilla.javascript.Script;

/**
 * A script that is ready to be run any number of times, in any thread.
 *
 * @param code evaluates to the script's function
 * @param lowered leads back to the lines of the source
 */
record CompiledScript(Script code, LoweredScript lowered) {}
