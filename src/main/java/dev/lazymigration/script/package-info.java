/**
 * Runs the administrator's scripts: compiles them, gives them a sealed world without Java in it, a deadline and
 * modules, and turns whatever they do into one of the outcomes of {@link dev.lazymigration.legacy}.
 *
 * <p>Entry type: {@code ScriptedDirectory}. The only package that imports Rhino and Closure Compiler.
 */
package dev.lazymigration.script;
