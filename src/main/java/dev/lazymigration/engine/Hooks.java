package dev.lazymigration.engine;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Calls of what bounds the engine, in rewritten code. */
final class Hooks {

    private static final String BOUNDS = "dev/lazymigration/script/EngineBounds";
    private static final String LIBRARY = "dev/lazymigration/script/BoundedLibrary";

    /** How much deeper the stack can get by what is put in. */
    static final int MORE_STACK = 4;

    private Hooks() {}

    static MethodInsnNode call(String hook, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, BOUNDS, hook, descriptor, false);
    }

    /** What does the same as a method of the Java library, within bounds. */
    static MethodInsnNode bounded(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, LIBRARY, name, descriptor, false);
    }

    static boolean isHook(MethodInsnNode call) {
        return call.owner.equals(BOUNDS) || call.owner.equals(LIBRARY);
    }

    static void atStart(MethodNode method, AbstractInsnNode instruction) {
        method.instructions.insert(instruction);
    }
}
