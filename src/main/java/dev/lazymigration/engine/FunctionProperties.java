package dev.lazymigration.engine;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes fewer of the things that the engine gives to each function at once; every run makes many functions, and asks hardly
 * any of them for its properties.
 *
 * <ul>
 *   <li>The properties {@code arity} and {@code arguments} are left out. The first is the engine's own; the second, which
 *       strict functions have in no engine, no package in the JAR asks for.
 *   <li>The object behind {@code prototype} is made when somebody asks for it. Not so for functions that are made outside of
 *       a run: several runs may share them.
 * </ul>
 */
final class FunctionProperties {

    private static final String FUNCTION = BoundedEngine.ENGINE + "javascript/BaseFunction";
    private static final String OF_SCRIPTS = BoundedEngine.ENGINE + "javascript/JSFunction";
    private static final String DESCRIPTOR = BoundedEngine.ENGINE + "javascript/JSDescriptor";
    private static final String RUNTIME = BoundedEngine.ENGINE + "javascript/ScriptRuntime";
    private static final String CONTEXT = "L" + BoundedEngine.ENGINE + "javascript/Context;";
    private static final String SCRIPTABLE = "L" + BoundedEngine.ENGINE + "javascript/Scriptable;";
    private static final String SETUP = "setupDefaultPrototype";
    private static final String SETUP_DESCRIPTOR = "(" + SCRIPTABLE + ")Ljava/lang/Object;";
    private static final String LATE = "prototype$late";

    private FunctionProperties() {}

    static void reduceIn(ClassNode type) {
        switch (type.name) {
            case FUNCTION -> {
                leaveOut(type);
                askForPrototype(type);
            }
            case OF_SCRIPTS -> makePrototypeLate(type);
            case RUNTIME -> keepAttributes(type);
            default -> {}
        }
    }

    private static void leaveOut(ClassNode type) {
        MethodNode decision = Rewriting.method(type, "includeNonStandardProps()Z");
        decision.instructions.clear();
        decision.instructions.add(new InsnNode(Opcodes.ICONST_0));
        decision.instructions.add(new InsnNode(Opcodes.IRETURN));
        MethodNode attributes = Rewriting.method(type, "setStandardPropertyAttributes(I)V");
        // To set the attributes of a property makes it, where there is none.
        AbstractInsnNode arity = Rewriting.only(
                attributes, instruction -> instruction instanceof LdcInsnNode text && "arity".equals(text.cst));
        Rewriting.removeFromTo(attributes, arity.getPrevious(), arity.getNext().getNext());
    }

    /** They are made with the very attributes that this would set. */
    private static void keepAttributes(ClassNode type) {
        MethodNode begin =
                Rewriting.method(type, "setFunctionProtoAndParent(L" + FUNCTION + ";" + CONTEXT + SCRIPTABLE + "Z)V");
        AbstractInsnNode attributes = Rewriting.only(
                begin,
                instruction -> instruction instanceof MethodInsnNode call
                        && call.name.equals("setStandardPropertyAttributes"));
        Rewriting.removeFromTo(begin, attributes.getPrevious().getPrevious(), attributes);
    }

    private static void askForPrototype(ClassNode type) {
        MethodNode late = new MethodNode(Opcodes.ACC_SYNTHETIC, LATE, "()V", null, null);
        late.instructions.add(new InsnNode(Opcodes.RETURN));
        late.maxLocals = 1;
        type.methods.add(late);

        MethodNode prototype = Rewriting.method(type, "getPrototypeProperty()Ljava/lang/Object;");
        LabelNode known = new LabelNode();
        InsnList start = new InsnList();
        start.add(new VarInsnNode(Opcodes.ALOAD, 0));
        start.add(new FieldInsnNode(Opcodes.GETFIELD, FUNCTION, "prototypeProperty", "Ljava/lang/Object;"));
        start.add(new JumpInsnNode(Opcodes.IFNONNULL, known));
        start.add(new VarInsnNode(Opcodes.ALOAD, 0));
        start.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, FUNCTION, LATE, "()V", false));
        start.add(known);
        start.add(new FrameNode(Opcodes.F_NEW, 1, new Object[] {FUNCTION}, 0, new Object[0]));
        prototype.instructions.insert(start);
        prototype.maxStack += Hooks.MORE_STACK;
    }

    private static void makePrototypeLate(ClassNode type) {
        type.methods.add(latePrototype());
        MethodNode constructor = type.methods.stream()
                .filter(method -> method.name.equals("<init>"))
                .findFirst()
                .orElseThrow();
        AbstractInsnNode setup = Rewriting.only(
                constructor, instruction -> instruction instanceof MethodInsnNode call && call.name.equals(SETUP));
        InsnList now = new InsnList();
        now.add(new VarInsnNode(Opcodes.ALOAD, 1));
        now.add(new MethodInsnNode(
                Opcodes.INVOKEVIRTUAL,
                OF_SCRIPTS,
                "prototype$begin",
                "(" + SCRIPTABLE + CONTEXT + ")Ljava/lang/Object;",
                false));
        constructor.instructions.insert(setup, now);
        constructor.instructions.remove(setup);
        constructor.maxStack += Hooks.MORE_STACK;
        type.methods.add(begin());
    }

    /** {@code prototype$begin(scope, context)}: only the property if a run makes the function, or else all of it. */
    private static MethodNode begin() {
        MethodNode begin = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC,
                "prototype$begin",
                "(" + SCRIPTABLE + CONTEXT + ")Ljava/lang/Object;",
                null,
                null);
        LabelNode shared = new LabelNode();
        InsnList code = begin.instructions;
        code.add(new VarInsnNode(Opcodes.ALOAD, 2));
        code.add(Hooks.call("isRun", "(" + CONTEXT + ")Z"));
        code.add(new JumpInsnNode(Opcodes.IFEQ, shared));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, OF_SCRIPTS, "createPrototypeProperty", "()V", false));
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(new InsnNode(Opcodes.ARETURN));
        code.add(shared);
        code.add(new FrameNode(
                Opcodes.F_NEW,
                3,
                new Object[] {
                    OF_SCRIPTS,
                    BoundedEngine.ENGINE + "javascript/Scriptable",
                    BoundedEngine.ENGINE + "javascript/Context"
                },
                0,
                new Object[0]));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new VarInsnNode(Opcodes.ALOAD, 1));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, OF_SCRIPTS, SETUP, SETUP_DESCRIPTOR, false));
        code.add(new InsnNode(Opcodes.ARETURN));
        begin.maxLocals = 3;
        begin.maxStack = 2;
        return begin;
    }

    /** Only those that have the property; methods have none. */
    private static MethodNode latePrototype() {
        MethodNode late = new MethodNode(Opcodes.ACC_SYNTHETIC, LATE, "()V", null, null);
        LabelNode none = new LabelNode();
        InsnList code = late.instructions;
        for (String question : new String[] {"hasPrototype", "isShorthand"}) {
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
            code.add(new FieldInsnNode(Opcodes.GETFIELD, OF_SCRIPTS, "descriptor", "L" + DESCRIPTOR + ";"));
            code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, DESCRIPTOR, question, "()Z", false));
            code.add(new JumpInsnNode(question.equals("hasPrototype") ? Opcodes.IFEQ : Opcodes.IFNE, none));
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, OF_SCRIPTS, "getParentScope", "()" + SCRIPTABLE, false));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, OF_SCRIPTS, SETUP, SETUP_DESCRIPTOR, false));
        code.add(new InsnNode(Opcodes.POP));
        code.add(none);
        code.add(new FrameNode(Opcodes.F_NEW, 1, new Object[] {OF_SCRIPTS}, 0, new Object[0]));
        code.add(new InsnNode(Opcodes.RETURN));
        late.maxLocals = 1;
        late.maxStack = 2;
        return late;
    }
}
