package dev.lazymigration.engine;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Counts the rounds of every loop of a method in a new local variable, and tells the limits at each jump back. A
 * variable of its own costs next to nothing where a loop is short, which most are.
 */
final class LoopCounter {

    private final MethodNode method;
    private final int variable;

    LoopCounter(MethodNode method) {
        this.method = method;
        this.variable = method.maxLocals;
    }

    void rewrite() {
        List<AbstractInsnNode> jumpsBack = jumpsBack();
        if (jumpsBack.isEmpty()) {
            return;
        }
        for (AbstractInsnNode jump : jumpsBack) {
            InsnList counting = new InsnList();
            counting.add(new IincInsnNode(variable, 1));
            counting.add(new VarInsnNode(Opcodes.ILOAD, variable));
            counting.add(Hooks.call("round", "(I)V"));
            method.instructions.insertBefore(jump, counting);
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof FrameNode frame) {
                frame.local = withCounter(frame.local);
            }
        }
        InsnList start = new InsnList();
        start.add(new InsnNode(Opcodes.ICONST_0));
        start.add(new VarInsnNode(Opcodes.ISTORE, variable));
        method.instructions.insert(start);
        method.maxLocals++;
        method.maxStack += Hooks.MORE_STACK;
    }

    private List<AbstractInsnNode> jumpsBack() {
        List<AbstractInsnNode> found = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            int here = method.instructions.indexOf(instruction);
            if (targets(instruction).stream().anyMatch(target -> method.instructions.indexOf(target) <= here)) {
                found.add(instruction);
            }
        }
        return found;
    }

    private static List<LabelNode> targets(AbstractInsnNode instruction) {
        if (instruction instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        }
        List<LabelNode> targets = new ArrayList<>();
        if (instruction instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
        }
        if (instruction instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
        }
        return targets;
    }

    /** A frame names variables in their order, and leaves out the unused ones at the end. */
    private List<Object> withCounter(List<Object> locals) {
        List<Object> extended = new ArrayList<>(locals == null ? List.of() : locals);
        int slots = extended.stream().mapToInt(LoopCounter::slots).sum();
        for (int slot = slots; slot < variable; slot++) {
            extended.add(Opcodes.TOP);
        }
        extended.add(Opcodes.INTEGER);
        return extended;
    }

    private static int slots(Object local) {
        return local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
    }
}
