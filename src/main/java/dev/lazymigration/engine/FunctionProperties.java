package dev.lazymigration.engine;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Leaves out the properties {@code arity} and {@code arguments} that the engine gives to each function that is made. The
 * first is the engine's own; the second, which strict functions have in no engine, no package in the JAR asks for. Every run
 * makes many functions, and fills in all properties of each: without these two a login allocates a sixteenth less.
 */
final class FunctionProperties {

    private static final String FUNCTION = BoundedEngine.ENGINE + "javascript/BaseFunction";
    private static final String DECISION = "includeNonStandardProps()Z";

    private FunctionProperties() {}

    static void reduceIn(ClassNode type) {
        if (type.name.equals(FUNCTION)) {
            MethodNode decision = type.methods.stream()
                    .filter(method -> DECISION.equals(method.name + method.desc))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The engine has no " + DECISION));
            decision.instructions.clear();
            decision.instructions.add(new InsnNode(Opcodes.ICONST_0));
            decision.instructions.add(new InsnNode(Opcodes.IRETURN));
        }
    }
}
