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
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes bounded class files out of those of the JavaScript engine, and of what the translator in front of it does most
 * of its work in.
 */
public final class BoundedEngine {

    static final String ENGINE = "org/mozilla/";

    /** The translator goes through programs with these; its parser takes exponential time for some. */
    private static final Pattern TRANSLATOR = Pattern.compile(
            "com/google/javascript/(jscomp/parsing/parser/[A-Za-z$0-9]+"
                    + "|jscomp/(NodeTraversal|CodeGenerator|CodePrinter)[$A-Za-z0-9]*|rhino/Node[$A-Za-z0-9]*)\\.class");

    private final LibraryCalls libraryCalls = LibraryCalls.load();
    private final TreeSet<String> unknownCalls = new TreeSet<>();

    /**
     * Called by the build.
     *
     * @param arguments the engine's JAR, the translator's, and the folder that the bounded class files go to
     */
    public static void main(String[] arguments) throws IOException {
        BoundedEngine engine = new BoundedEngine();
        engine.write(Path.of(arguments[0]), Path.of(arguments[2]));
        engine.write(Path.of(arguments[1]), Path.of(arguments[2]));
        engine.complain();
    }

    private void write(Path jar, Path folder) throws IOException {
        try (JarFile archive = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(archive.entries())) {
                boolean ofEngine =
                        entry.getName().startsWith(ENGINE) && entry.getName().endsWith(".class");
                if (ofEngine || TRANSLATOR.matcher(entry.getName()).matches()) {
                    byte[] original = archive.getInputStream(entry).readAllBytes();
                    Path target = folder.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.write(target, ofEngine ? bounded(original) : counted(original));
                }
            }
        }
    }

    private void complain() {
        if (!unknownCalls.isEmpty()) {
            throw new IllegalStateException("The engine calls what " + LibraryCalls.TABLE
                    + " does not know; is it bounded?\n" + String.join("\n", unknownCalls));
        }
    }

    /** Only counts what it does, to be stopped when that takes too long. */
    private static byte[] counted(byte[] original) {
        ClassNode type = read(original);
        Recursion recursion = Recursion.in(type);
        for (MethodNode method : type.methods) {
            count(method, recursion);
        }
        return write(type);
    }

    private byte[] bounded(byte[] original) {
        ClassNode type = read(original);
        Recursion recursion = Recursion.in(type);
        List<CallDepth> calls = new ArrayList<>();
        for (MethodNode method : type.methods) {
            count(method, recursion);
            new ArrayGuard(method).rewrite();
            unknownCalls.addAll(new LibraryGuard(type, method, libraryCalls).rewrite());
            CallDepth.in(type, method).ifPresent(calls::add);
        }
        calls.forEach(CallDepth::rewrite);
        FunctionProperties.reduceIn(type);
        SlotMaps.simplifyIn(type);
        PlainProperties.setQuicklyIn(type);
        return write(type);
    }

    private static void count(MethodNode method, Recursion recursion) {
        new LoopCounter(method).rewrite();
        if (method.instructions.size() > 0 && recursion.isEnteredOftenBy(method)) {
            Hooks.atStart(method, Hooks.call("entered", "()V"));
        }
    }

    private static ClassNode read(byte[] original) {
        ClassNode type = new ClassNode();
        // Frames are kept and extended, not computed: to compute them means to load the engine's classes.
        new ClassReader(original).accept(type, ClassReader.EXPAND_FRAMES);
        return type;
    }

    private static byte[] write(ClassNode type) {
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }
}
