package dev.lazymigration.script;

import org.mozilla.javascript.Script;

/** A file that {@code require} found. */
sealed interface RequiredFile permits ModuleFile, FolderFile {

    /** What tells it from every other file: a run loads each one once. */
    String path();

    /** Whether it is one of our own, which may call host functions. */
    boolean builtIn();

    /**
     * Evaluates to a function of {@code module}, {@code exports}, {@code require} and, if it is one of our own, {@code
     * host}.
     *
     * @throws HostException when it can not be read or is not JavaScript; the message names the file and the line
     */
    Script compiled() throws HostException;
}
