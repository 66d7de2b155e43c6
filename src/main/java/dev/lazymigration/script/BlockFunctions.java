package dev.lazymigration.script;

import com.google.javascript.jscomp.CompilerPass;
import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;

/**
 * Functions declared in a block, which code that is not strict also sees after the block, up to the end of the enclosing
 * function: annex B.3.3 of the language. Closure knows only the strict rule and would leave their names undefined there.
 */
final class BlockFunctions implements CompilerPass {

    @Override
    public void process(Node externs, Node root) {
        for (Node script = root.getFirstChild(); script != null; script = script.getNext()) {
            rewrite(script, script.isUseStrict());
        }
    }

    private static void rewrite(Node node, boolean strict) {
        boolean strictInside = strict
                || node.isClass()
                || node.isFunction() && node.getLastChild().isUseStrict();
        Node afterHoisted = null;
        for (Node child = node.getFirstChild(); child != null; ) {
            Node next = child.getNext();
            rewrite(child, strictInside);
            if (!strictInside && isBlockFunction(child) && mayBeSeenOutside(child)) {
                afterHoisted = hoist(child, afterHoisted);
            }
            child = next;
        }
    }

    private static boolean isBlockFunction(Node node) {
        return node.isFunction()
                && !node.isGeneratorFunction()
                && !node.isAsyncFunction()
                && node.getParent().isBlock()
                && !node.getParent().getParent().isFunction();
    }

    /** Unless a variable of the same name that is nearer, or a parameter, has the name already. */
    private static boolean mayBeSeenOutside(Node function) {
        String name = function.getFirstChild().getString();
        for (Node scope = function.getParent().getParent(); scope != null; scope = scope.getParent()) {
            if (scope.isFunction()) {
                return !binds(scope.getSecondChild(), name);
            }
            if (declaresLexically(scope, name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean declaresLexically(Node scope, String name) {
        for (Node child = scope.getFirstChild(); child != null; child = child.getNext()) {
            boolean declaration = child.isLet()
                    || child.isConst()
                    || scope.isCatch() && child == scope.getFirstChild() && !child.isName()
                    || child.isClass() && (scope.isBlock() || scope.isScript());
            if (declaration && binds(child.isClass() ? child.getFirstChild() : child, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean binds(Node pattern, String name) {
        if (pattern.isName() && pattern.getString().equals(name)) {
            return true;
        }
        if (pattern.isFunction() || pattern.isClass()) {
            return false;
        }
        for (Node child = pattern.getFirstChild(); child != null; child = child.getNext()) {
            if (binds(child, name)) {
                return true;
            }
        }
        return false;
    }

    /** A variable at the start of the block, as the strict rule has it, but one of the whole function. */
    private static Node hoist(Node function, Node after) {
        Node block = function.getParent();
        Node name = function.getFirstChild();
        Node variable = IR.name(name.getString()).srcref(name);
        name.setString("");
        function.detach();
        Node declaration = IR.var(variable, function).srcref(function);
        if (after == null) {
            block.addChildToFront(declaration);
        } else {
            declaration.insertAfter(after);
        }
        return declaration;
    }
}
