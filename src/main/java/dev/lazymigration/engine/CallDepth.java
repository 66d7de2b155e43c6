package dev.lazymigration.engine;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Puts a new method in front of one by which functions are called, to count how deep the calls are. */
final class CallDepth {

    private static final String CONTEXT = "Lorg/mozilla/javascript/Context;";
    private static final String SCRIPTABLE = "Lorg/mozilla/javascript/Scriptable;";
    private static final String CALL =
            "call(" + CONTEXT + SCRIPTABLE + SCRIPTABLE + "[Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String CONSTRUCT = "construct(" + CONTEXT + SCRIPTABLE + "[Ljava/lang/Object;)" + SCRIPTABLE;

    private final ClassNode type;
    private final MethodNode original;

    private CallDepth(ClassNode type, MethodNode original) {
        this.type = type;
        this.original = original;
    }

    static Optional<CallDepth> in(ClassNode type, MethodNode method) {
        String signature = method.name + method.desc;
        boolean ofObjects = (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) == 0
                && (type.access & Opcodes.ACC_INTERFACE) == 0;
        return ofObjects && (signature.equals(CALL) || signature.equals(CONSTRUCT))
                ? Optional.of(new CallDepth(type, method))
                : Optional.empty();
    }

    void rewrite() {
        MethodNode counting = new MethodNode(original.access, original.name, original.desc, null, null);
        original.name += "$uncounted";
        original.access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
        int arguments = Type.getArgumentTypes(original.desc).length;
        int depth = arguments + 1;
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        LabelNode failed = new LabelNode();
        InsnList code = counting.instructions;
        code.add(new VarInsnNode(Opcodes.ALOAD, 1));
        code.add(Hooks.call("enter", "(" + CONTEXT + ")I"));
        code.add(new VarInsnNode(Opcodes.ISTORE, depth));
        code.add(start);
        for (int argument = 0; argument <= arguments; argument++) {
            code.add(new VarInsnNode(Opcodes.ALOAD, argument));
        }
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, type.name, original.name, original.desc, false));
        code.add(end);
        leave(code, depth);
        code.add(new InsnNode(Opcodes.ARETURN));
        code.add(failed);
        code.add(new FrameNode(Opcodes.F_NEW, depth + 1, locals(arguments), 1, new Object[] {"java/lang/Throwable"}));
        leave(code, depth);
        code.add(new InsnNode(Opcodes.ATHROW));
        counting.tryCatchBlocks = List.of(new TryCatchBlockNode(start, end, failed, null));
        counting.maxLocals = depth + 1;
        counting.maxStack = arguments + 1 + Hooks.MORE_STACK;
        type.methods.add(counting);
    }

    private static void leave(InsnList code, int depth) {
        code.add(new VarInsnNode(Opcodes.ALOAD, 1));
        code.add(new VarInsnNode(Opcodes.ILOAD, depth));
        code.add(Hooks.call("leave", "(" + CONTEXT + "I)V"));
    }

    private Object[] locals(int arguments) {
        Object[] locals = new Object[arguments + 2];
        locals[0] = type.name;
        Type[] types = Type.getArgumentTypes(original.desc);
        for (int i = 0; i < arguments; i++) {
            locals[i + 1] = types[i].getInternalName();
        }
        locals[arguments + 1] = Opcodes.INTEGER;
        return locals;
    }
}
