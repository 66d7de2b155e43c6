package dev.lazymigration.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** Makes bounded class files out of the engine's own. */
public final class BoundedEngine {

    static final String ENGINE = "org/mozilla/";

    private final LibraryCalls libraryCalls = LibraryCalls.load();
    private final TreeSet<String> unknownCalls = new TreeSet<>();

    /**
     * Called by the build.
     *
     * @param arguments the engine's JAR, and the folder that the bounded class files go to
     */
    public static void main(String[] arguments) throws IOException {
        new BoundedEngine().write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private void write(Path jar, Path folder) throws IOException {
        try (JarFile engine = new JarFile(jar.toFile())) {
            for (JarEntry entry : classesOf(engine)) {
                byte[] original = engine.getInputStream(entry).readAllBytes();
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.write(target, bounded(original));
            }
        }
        if (!unknownCalls.isEmpty()) {
            throw new IllegalStateException("The engine calls what " + LibraryCalls.TABLE
                    + " does not know; is it bounded?\n" + String.join("\n", unknownCalls));
        }
    }

    private static List<JarEntry> classesOf(JarFile engine) {
        List<JarEntry> classes = new ArrayList<>();
        for (JarEntry entry : Collections.list(engine.entries())) {
            if (entry.getName().startsWith(ENGINE) && entry.getName().endsWith(".class")) {
                classes.add(entry);
            }
        }
        return classes;
    }

    private byte[] bounded(byte[] original) {
        ClassNode type = new ClassNode();
        // Frames are kept and extended, not computed: to compute them means to load the engine's classes.
        new ClassReader(original).accept(type, ClassReader.EXPAND_FRAMES);
        Recursion recursion = Recursion.in(type);
        List<CallDepth> calls = new ArrayList<>();
        type.methods.forEach(method -> {
            if (method.instructions.size() > 0) {
                new LoopCounter(method).rewrite();
                new ArrayGuard(method).rewrite();
                unknownCalls.addAll(new LibraryGuard(type, method, libraryCalls).rewrite());
                if (recursion.isEnteredOftenBy(method)) {
                    Hooks.atStart(method, Hooks.call("entered", "()V"));
                }
                CallDepth.in(type, method).ifPresent(calls::add);
            }
        });
        calls.forEach(CallDepth::rewrite);
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }
}
