package dev.lazymigration.engine;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
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
 * Sets a plain property of an object that may be changed without asking, for each, whether the script is strict: that only
 * decides what happens when a property can not be set. The engine looks the answer up by the current thread.
 */
final class PlainProperties {

    private static final String PACKAGE = BoundedEngine.ENGINE + "javascript/";
    private static final String OBJECT = PACKAGE + "ScriptableObject";
    private static final String SCRIPTABLE = PACKAGE + "Scriptable";
    private static final String SLOT = PACKAGE + "Slot";
    private static final String MAP = PACKAGE + "SlotMap";
    private static final String PUT = "put(Ljava/lang/String;L" + SCRIPTABLE + ";Ljava/lang/Object;)V";
    private static final int VALUE = 3;
    private static final int FOUND = 4;

    private PlainProperties() {}

    static void setQuicklyIn(ClassNode type) {
        if (!type.name.equals(OBJECT)) {
            return;
        }
        MethodNode put = Rewriting.method(type, PUT);
        LabelNode special = new LabelNode();
        InsnList start = new InsnList();
        start.add(new VarInsnNode(Opcodes.ALOAD, 0));
        start.add(new VarInsnNode(Opcodes.ALOAD, 2));
        start.add(new JumpInsnNode(Opcodes.IF_ACMPNE, special));
        unless(start, "isExtensible", Opcodes.IFEQ, special);
        unless(start, "isSealed", Opcodes.IFNE, special);
        find(start);
        start.add(new VarInsnNode(Opcodes.ALOAD, FOUND));
        start.add(new MethodInsnNode(
                Opcodes.INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false));
        start.add(new LdcInsnNode(Type.getObjectType(SLOT)));
        start.add(new JumpInsnNode(Opcodes.IF_ACMPNE, special));
        start.add(new VarInsnNode(Opcodes.ALOAD, FOUND));
        start.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, SLOT, "getAttributes", "()I", false));
        // READONLY of ScriptableObject.
        start.add(new InsnNode(Opcodes.ICONST_1));
        start.add(new InsnNode(Opcodes.IAND));
        start.add(new JumpInsnNode(Opcodes.IFNE, special));
        start.add(new VarInsnNode(Opcodes.ALOAD, FOUND));
        start.add(new VarInsnNode(Opcodes.ALOAD, VALUE));
        start.add(new FieldInsnNode(Opcodes.PUTFIELD, SLOT, "value", "Ljava/lang/Object;"));
        start.add(new InsnNode(Opcodes.RETURN));
        start.add(special);
        start.add(new FrameNode(
                Opcodes.F_NEW,
                4,
                new Object[] {OBJECT, "java/lang/String", SCRIPTABLE, "java/lang/Object"},
                0,
                new Object[0]));
        put.instructions.insert(start);
        put.maxLocals = Math.max(put.maxLocals, FOUND + 1);
        put.maxStack = Math.max(put.maxStack, 5);
    }

    private static void unless(InsnList code, String field, int jump, LabelNode special) {
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new FieldInsnNode(Opcodes.GETFIELD, OBJECT, field, "Z"));
        code.add(new JumpInsnNode(jump, special));
    }

    /** Makes it where there is none, as the engine does then. */
    private static void find(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, OBJECT, "getMap", "()L" + MAP + ";", false));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new VarInsnNode(Opcodes.ALOAD, 1));
        code.add(new InsnNode(Opcodes.ICONST_0));
        code.add(new InsnNode(Opcodes.ICONST_0));
        code.add(new MethodInsnNode(
                Opcodes.INVOKEINTERFACE,
                MAP,
                "modify",
                "(L" + PACKAGE + "SlotMapOwner;Ljava/lang/Object;II)L" + SLOT + ";",
                true));
        code.add(new VarInsnNode(Opcodes.ASTORE, FOUND));
    }
}
