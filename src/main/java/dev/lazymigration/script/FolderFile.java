package dev.lazymigration.script;

import java.nio.file.Path;
import org.mozilla.javascript.Script;

/**
 * A file in a {@link ModuleFolder}.
 *
 * @param location where it is, without links
 * @param path how it is called in messages and stack traces: {@code modules/} and its path in the folder
 */
record FolderFile(ModuleFolder folder, Path location, String path) implements RequiredFile {

    @Override
    public boolean builtIn() {
        return false;
    }

    @Override
    public Script compiled() throws HostException {
        return folder.compiled(this).script();
    }
}
