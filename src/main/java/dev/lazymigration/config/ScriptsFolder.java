package dev.lazymigration.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder with the scripts that are files on the server. A setting whose whole text is {@code file:name.js} means the
 * file of that name in it, and in no other folder: whoever writes the setting is not the operator, and must not read the
 * server's other files through an error message.
 *
 * <p>A file is read again when it has changed. Safe for use by several threads.
 */
public final class ScriptsFolder {

    /** There are no script files. */
    public static final ScriptsFolder NONE = new ScriptsFolder(null);

    /** Far above any script; what is larger is no script. */
    private static final int MAXIMUM_BYTES = 1 << 20;

    private static final Pattern REFERENCE = Pattern.compile("file:(.*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\.js");

    private final Path folder;
    private final Map<Path, Text> read = new ConcurrentHashMap<>();

    private ScriptsFolder(Path folder) {
        this.folder = folder;
    }

    static ScriptsFolder at(Path folder) {
        return new ScriptsFolder(folder);
    }

    /** What tells one content of a file from the next, without reading it. */
    private record Stamp(FileTime modified, long size, String fileKey) {

        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        }
    }

    private record Text(Stamp stamp, String source) {}

    /** The name of the file that a setting means; empty when the setting is the text of a script. */
    static Optional<String> reference(String setting) {
        Matcher matcher = REFERENCE.matcher(setting.strip());
        return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /**
     * The script in a file.
     *
     * @param key of the setting, for the message
     * @param name of the file, without any folder
     * @throws InvalidConfigException when there is no such file that the setting may name
     */
    String script(String key, String name) throws InvalidConfigException {
        if (folder == null) {
            throw new InvalidConfigException("lazyMigrationScriptsFolderNotSet", key);
        }
        if (!NAME.matcher(name).matches()) {
            throw new InvalidConfigException("lazyMigrationScriptFileName", key);
        }
        try {
            // A link may lead to another place in the folder, as in a mounted Kubernetes ConfigMap, but not out of it.
            Path file = folder.resolve(name).toRealPath();
            if (!file.startsWith(folder.toRealPath())) {
                throw new InvalidConfigException("lazyMigrationScriptFileOutside", key, name);
            }
            return script(key, name, file);
        } catch (IOException unreadable) {
            throw new InvalidConfigException("lazyMigrationScriptFileMissing", key, name);
        }
    }

    private String script(String key, String name, Path file) throws IOException, InvalidConfigException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new InvalidConfigException("lazyMigrationScriptFileMissing", key, name);
        }
        if (attributes.size() > MAXIMUM_BYTES) {
            throw new InvalidConfigException("lazyMigrationScriptFileNotText", key, name);
        }
        Stamp stamp = Stamp.of(attributes);
        Text known = read.get(file);
        if (known != null && known.stamp().equals(stamp)) {
            return known.source();
        }
        try {
            // Not String's constructor, which replaces what is no UTF-8.
            String source = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            read.put(file, new Text(stamp, source));
            return source;
        } catch (CharacterCodingException binary) {
            throw new InvalidConfigException("lazyMigrationScriptFileNotText", key, name);
        }
    }

    @Override
    public String toString() {
        return folder == null ? "none" : folder.toString();
    }
}
