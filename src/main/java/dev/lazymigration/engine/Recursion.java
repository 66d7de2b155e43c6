package dev.lazymigration.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the methods that can be entered very often without a loop of the engine's around them: those that come back to
 * themselves within their class, and those that the Java library calls, such as comparators.
 */
final class Recursion {

    private final Map<String, Set<String>> calls;

    private Recursion(Map<String, Set<String>> calls) {
        this.calls = calls;
    }

    static Recursion in(ClassNode type) {
        Map<String, Set<String>> calls = new HashMap<>();
        for (MethodNode method : type.methods) {
            Set<String> called = calls.computeIfAbsent(method.name + method.desc, key -> new HashSet<>());
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call && call.owner.equals(type.name)) {
                    called.add(call.name + call.desc);
                }
            }
        }
        return new Recursion(calls);
    }

    boolean isEnteredOftenBy(MethodNode method) {
        boolean constructor = method.name.startsWith("<");
        boolean calledBack = (method.access & Opcodes.ACC_SYNTHETIC) != 0 && method.name.startsWith("lambda$")
                || method.name.equals("compare");
        return !constructor && (calledBack || comesBack(method.name + method.desc));
    }

    private boolean comesBack(String start) {
        Set<String> seen = new HashSet<>();
        Deque<String> pending = new ArrayDeque<>(calls.get(start));
        while (!pending.isEmpty()) {
            String next = pending.pop();
            if (next.equals(start)) {
                return true;
            }
            if (seen.add(next)) {
                pending.addAll(calls.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }
}
