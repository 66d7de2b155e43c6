package dev.lazymigration.engine;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Shows the length of every new array to the limits before there is an array. */
final class ArrayGuard {

    private final MethodNode method;

    ArrayGuard(MethodNode method) {
        this.method = method;
    }

    void rewrite() {
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction.getOpcode() == Opcodes.MULTIANEWARRAY) {
                throw new IllegalStateException("The engine makes an array of arrays at once, in " + method.name);
            }
            String hook = hookFor(instruction);
            if (hook != null && !isConstant(instruction.getPrevious())) {
                InsnList guard = new InsnList();
                guard.add(new InsnNode(Opcodes.DUP));
                guard.add(Hooks.call(hook, "(I)V"));
                method.instructions.insertBefore(instruction, guard);
                method.maxStack += Hooks.MORE_STACK;
            }
        }
    }

    private static String hookFor(AbstractInsnNode instruction) {
        if (instruction.getOpcode() == Opcodes.ANEWARRAY) {
            return "elements";
        }
        if (instruction.getOpcode() != Opcodes.NEWARRAY) {
            return null;
        }
        return switch (((IntInsnNode) instruction).operand) {
            case Opcodes.T_BYTE, Opcodes.T_BOOLEAN -> "bytes";
            case Opcodes.T_CHAR, Opcodes.T_SHORT -> "characters";
            case Opcodes.T_INT, Opcodes.T_FLOAT -> "elements";
            default -> "longs";
        };
    }

    private static boolean isConstant(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.SIPUSH;
    }
}
