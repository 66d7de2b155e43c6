package dev.lazymigration.engine;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * How the engine keeps the properties of an object. It has a map for none, one for a single property, and one for more; with
 * two kinds of maps the JVM compiles the search for a property into one piece, with three it does not. So the map for a
 * single property is not used. And an object no longer asks, when it is made, whether several threads may use it: none may.
 */
final class SlotMaps {

    private static final String PACKAGE = BoundedEngine.ENGINE + "javascript/";
    private static final String OWNER = PACKAGE + "SlotMapOwner";
    private static final String NONE = OWNER + "$EmptySlotMap";
    private static final String SINGLE = OWNER + "$SingleEntrySlotMap";
    private static final String MANY = PACKAGE + "EmbeddedSlotMap";
    private static final String SLOT = "L" + PACKAGE + "Slot;";
    private static final String FIRST = "withFirst$slot";
    private static final String FIRST_DESCRIPTOR = "(" + SLOT + ")L" + MANY + ";";

    private SlotMaps() {}

    static void simplifyIn(ClassNode type) {
        switch (type.name) {
            case OWNER -> onOneThread(type);
            case NONE -> withoutSingle(type);
            case MANY -> type.methods.add(withFirst());
            default -> {}
        }
    }

    private static void onOneThread(ClassNode type) {
        MethodNode create = Rewriting.method(type, "createSlotMap(I)L" + PACKAGE + "SlotMap;");
        AbstractInsnNode context = Rewriting.only(
                create,
                instruction -> instruction instanceof MethodInsnNode call && call.name.equals("getCurrentContext"));
        create.instructions.set(context, new InsnNode(Opcodes.ACONST_NULL));
    }

    private static void withoutSingle(ClassNode type) {
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode made : Rewriting.all(
                    method, instruction -> instruction instanceof TypeInsnNode made && made.desc.equals(SINGLE))) {
                MethodInsnNode constructor =
                        (MethodInsnNode) made.getNext().getNext().getNext();
                Rewriting.removeFromTo(method, made, made.getNext());
                method.instructions.set(
                        constructor, new MethodInsnNode(Opcodes.INVOKESTATIC, MANY, FIRST, FIRST_DESCRIPTOR, false));
            }
        }
    }

    private static MethodNode withFirst() {
        MethodNode made =
                new MethodNode(Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, FIRST, FIRST_DESCRIPTOR, null, null);
        InsnList code = made.instructions;
        code.add(new TypeInsnNode(Opcodes.NEW, MANY));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, MANY, "<init>", "()V", false));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, MANY, "add", "(L" + OWNER + ";" + SLOT + ")V", false));
        code.add(new InsnNode(Opcodes.ARETURN));
        made.maxLocals = 1;
        made.maxStack = 4;
        return made;
    }
}
