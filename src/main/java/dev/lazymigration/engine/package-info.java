/**
 * Rewrites the class files of the JavaScript engine while the JAR is built, so that nothing the engine does for a script
 * can outgrow the limits of the run, and that it makes less for each run. Runs in the build only and is not in the JAR; what
 * the rewritten engine calls is {@link dev.lazymigration.script.EngineBounds}.
 */
package dev.lazymigration.engine;
