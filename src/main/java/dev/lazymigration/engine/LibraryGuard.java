package dev.lazymigration.engine;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Bounds what a method asks of the Java library, as {@link LibraryCalls} says. */
final class LibraryGuard {

    private final ClassNode type;
    private final MethodNode method;
    private final LibraryCalls libraryCalls;
    private final Set<String> unknown = new TreeSet<>();

    LibraryGuard(ClassNode type, MethodNode method, LibraryCalls libraryCalls) {
        this.type = type;
        this.method = method;
        this.libraryCalls = libraryCalls;
    }

    /** The calls about which nobody has thought yet. */
    Set<String> rewrite() {
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction instanceof InvokeDynamicInsnNode dynamic
                    && dynamic.bsm.getName().startsWith("makeConcat")) {
                filterResult(dynamic, Type.getReturnType(dynamic.desc));
            }
            if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                Stream.of(dynamic.bsmArgs)
                        .filter(Handle.class::isInstance)
                        .map(Handle.class::cast)
                        .filter(handle -> handle.getTag() >= Opcodes.H_INVOKEVIRTUAL)
                        .forEach(this::lookAtReference);
            }
            if (instruction instanceof MethodInsnNode call && !Hooks.isHook(call)) {
                guard(call);
            }
        }
        return unknown;
    }

    /** A reference such as {@code String::length} calls the method where nothing can be put around it. */
    private void lookAtReference(Handle handle) {
        String called = handle.getOwner() + "." + handle.getName() + handle.getDesc();
        LibraryCalls.Rule rule = libraryCalls.ruleFor(called);
        if (!handle.getOwner().startsWith(BoundedEngine.ENGINE)
                && (rule == null || rule.kind() != LibraryCalls.Kind.HARMLESS)) {
            report(called);
        }
    }

    private void report(String called) {
        if (!libraryCalls.isOutOfReach(type.name)) {
            unknown.add(called + " in " + type.name + "." + method.name);
        }
    }

    private void guard(MethodInsnNode call) {
        String called = call.owner + "." + call.name + call.desc;
        LibraryCalls.Rule rule = libraryCalls.ruleFor(called);
        if (rule == null) {
            if (!call.owner.startsWith(BoundedEngine.ENGINE)) {
                report(called);
            }
            return;
        }
        switch (rule.kind()) {
            case REPLACED -> replace(call);
            case CHECKED -> checkArguments(call, rule);
            case FILTERED -> {
                String result = Type.getReturnType(call.desc).getDescriptor();
                method.instructions.insert(call, Hooks.call(rule.hook(), "(" + result + ")" + result));
            }
            case HARMLESS -> filterResult(call, Type.getReturnType(call.desc));
        }
    }

    private void replace(MethodInsnNode call) {
        String descriptor =
                call.getOpcode() == Opcodes.INVOKESTATIC ? call.desc : "(L" + call.owner + ";" + call.desc.substring(1);
        method.instructions.set(call, Hooks.bounded(call.name, descriptor));
    }

    /** The last arguments are on top of the stack: they are handed to the hook and stay there for the call. */
    private void checkArguments(MethodInsnNode call, LibraryCalls.Rule rule) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        StringBuilder descriptor = new StringBuilder("(");
        for (int i = arguments.length - rule.arguments(); i < arguments.length; i++) {
            descriptor.append(arguments[i].getDescriptor());
        }
        method.instructions.insertBefore(call, new InsnNode(rule.arguments() == 1 ? Opcodes.DUP : Opcodes.DUP2));
        method.instructions.insertBefore(
                call, Hooks.call(rule.hook(), descriptor.append(")V").toString()));
        method.maxStack += Hooks.MORE_STACK;
        filterResult(call, Type.getReturnType(call.desc));
    }

    /** What the library makes out of bounded things can be long, and must not get any longer with each call. */
    private void filterResult(AbstractInsnNode call, Type result) {
        String hook =
                switch (result.getDescriptor()) {
                    case "Ljava/lang/String;" -> "text";
                    case "Ljava/math/BigInteger;" -> "number";
                    default -> null;
                };
        if (hook != null) {
            String type = result.getDescriptor();
            method.instructions.insert(call, Hooks.call(hook, "(" + type + ")" + type));
        } else if (result.getSort() == Type.ARRAY
                || result.getDescriptor().equals("Ljava/lang/Object;") && isClone(call)) {
            method.instructions.insert(call, Hooks.call("made", "(Ljava/lang/Object;)V"));
            method.instructions.insert(call, new InsnNode(Opcodes.DUP));
            method.maxStack += Hooks.MORE_STACK;
        }
    }

    private static boolean isClone(AbstractInsnNode call) {
        return call instanceof MethodInsnNode method && method.owner.startsWith("[") && method.name.equals("clone");
    }
}
