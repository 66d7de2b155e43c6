package dev.lazymigration.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.mozilla.javascript.RhinoException;

/**
 * The compiled modules of a {@link ModuleFolder}, each for as long as its file has the same size and time. Also remembers
 * what is wrong with a file that does not compile. Safe for use by several threads.
 */
final class FileCompilations {

    private static final int LARGEST_FILE = 2 * 1024 * 1024;
    private static final int REMEMBERED_FILES = 2_000;

    private final Cache<String, Stamped> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED_FILES).build();

    CompiledModule of(FolderFile file) throws HostException {
        Stamp stamp = stamp(file);
        Stamped current = known.asMap().compute(file.path(), (path, old) -> {
            boolean fresh = old != null && old.stamp().equals(stamp);
            return fresh ? old : new Stamped(stamp, Translator.undisturbed(() -> compile(file)));
        });
        if (current.result() instanceof Failed failed) {
            throw HostException.broken(failed.message());
        }
        return ((Succeeded) current.result()).module();
    }

    SourcePosition origin(String path, int line) {
        Stamped found = known.getIfPresent(path);
        return found != null && found.result() instanceof Succeeded succeeded
                ? succeeded.module().lowered().origin(line)
                : SourcePosition.UNKNOWN;
    }

    private static Stamp stamp(FolderFile file) throws HostException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.location(), BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static Result compile(FolderFile file) {
        try {
            String text = text(file);
            return new Succeeded(file.path().endsWith(".json") ? json(file, text) : commonJs(file, text));
        } catch (ScriptException e) {
            return new Failed(file.path() + (e.line() == 0 ? ": " : ", ") + e.describe());
        } catch (HostException e) {
            return new Failed(e.getMessage());
        }
    }

    private static CompiledModule commonJs(FolderFile file, String text) throws ScriptException {
        // The first line of a program for a shell; as a comment it keeps its number.
        String body = text.startsWith("#!") ? "//" + text : text;
        String head = "(function (module, exports, require) {";
        LoweredScript lowered = Lowering.lower(head + body + "\n})").withoutPrefix(head.length());
        try (SandboxContext context = Sandbox.open()) {
            return new CompiledModule(context.compileString(lowered.code(), file.path(), 1, null), lowered);
        } catch (RhinoException e) {
            throw new ScriptException(e.details(), lowered.origin(e.lineNumber()));
        }
    }

    private static CompiledModule json(FolderFile file, String text) {
        try (SandboxContext context = Sandbox.open()) {
            return new CompiledModule(
                    context.compileString(Resources.jsonModule(text), file.path(), 1, null),
                    new LoweredScript("", List.of()));
        }
    }

    /**
     * What a file says, without a byte order mark.
     *
     * @throws HostException when it is too large, is not UTF-8 or can not be read
     */
    static String text(FolderFile file) throws HostException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file.location())) {
            bytes = in.readNBytes(LARGEST_FILE + 1);
        } catch (IOException e) {
            throw unreadable(file);
        }
        if (bytes.length > LARGEST_FILE) {
            throw HostException.broken(file.path() + " is larger than " + LARGEST_FILE + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw HostException.broken(file.path() + " is not text in UTF-8");
        }
    }

    private static HostException unreadable(FolderFile file) {
        return HostException.broken(file.path() + " can not be read");
    }

    private record Stamp(long size, FileTime time) {}

    private record Stamped(Stamp stamp, Result result) {}

    private sealed interface Result {}

    private record Succeeded(CompiledModule module) implements Result {}

    private record Failed(String message) implements Result {}
}
