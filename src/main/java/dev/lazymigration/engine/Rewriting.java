package dev.lazymigration.engine;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds what is to be rewritten in the engine, and fails the build when a newer engine does not have it. */
final class Rewriting {

    private Rewriting() {}

    /** @param signature its name and its descriptor */
    static MethodNode method(ClassNode type, String signature) {
        return type.methods.stream()
                .filter(method -> signature.equals(method.name + method.desc))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type.name + " has no " + signature));
    }

    /** The one instruction of its kind. */
    static AbstractInsnNode only(MethodNode method, Predicate<AbstractInsnNode> wanted) {
        List<AbstractInsnNode> found = all(method, wanted);
        if (found.size() != 1) {
            throw new IllegalStateException(
                    method.name + method.desc + " has " + found.size() + " of what it has one of");
        }
        return found.get(0);
    }

    static List<AbstractInsnNode> all(MethodNode method, Predicate<AbstractInsnNode> wanted) {
        return StreamSupport.stream(method.instructions.spliterator(), false)
                .filter(wanted)
                .toList();
    }

    static void removeFromTo(MethodNode method, AbstractInsnNode first, AbstractInsnNode last) {
        AbstractInsnNode next = first;
        while (next != last) {
            AbstractInsnNode removed = next;
            next = next.getNext();
            method.instructions.remove(removed);
        }
        method.instructions.remove(last);
    }
}
