package dev.lazymigration.script;

import org.mozilla.javascript.Script;

/**
 * A module of a {@link ModuleFolder} that is ready to be evaluated.
 *
 * @param script evaluates to the function that {@link RequiredFile#compiled()} describes
 * @param lowered leads back to the lines of the file
 */
record CompiledModule(Script script, LoweredScript lowered) {}
