package dev.lazymigration.script;

import com.google.javascript.rhino.Node;

/** Finds its way in Closure's syntax tree. */
final class Statements {

    private Statements() {}

    /** Where a variable can be declared that everything in the same function sees, parameters included. */
    static Node enclosingBody(Node node) {
        Node child = node;
        for (Node parent = node.getParent(); parent != null; child = parent, parent = parent.getParent()) {
            if (parent.isScript()) {
                return parent;
            }
            if (parent.isFunction() && child == parent.getLastChild() && child.isBlock()) {
                return child;
            }
        }
        throw new IllegalArgumentException("Not in a script: " + node);
    }

    /** Whether a function or class is declared, rather than part of an expression. */
    static boolean isStatement(Node node) {
        Node parent = node.getParent();
        return parent.isScript() || parent.isBlock() || parent.isModuleBody() || parent.isExport();
    }

    /** The name that a function or class without one of its own gets from where it stands; empty if none. */
    static String nameOfPlace(Node node) {
        Node parent = node.getParent();
        if (parent.isName() || parent.isStringKey()) {
            return parent.getString();
        }
        boolean assigned = parent.isAssign() && parent.getFirstChild().isName();
        return assigned ? parent.getFirstChild().getString() : "";
    }

    static Node enclosingScript(Node node) {
        Node script = node;
        while (!script.isScript()) {
            script = script.getParent();
        }
        return script;
    }
}
