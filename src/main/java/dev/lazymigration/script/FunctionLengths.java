package dev.lazymigration.script;

import com.google.javascript.jscomp.CompilerPass;
import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;

/**
 * Keeps the {@code length} of functions whose parameters have default values: it counts the parameters before the first
 * of them, and those conventions that look at it give a function with more parameters more arguments. Closure's
 * translation has them all. Methods stay as they are.
 */
final class FunctionLengths implements CompilerPass {

    @Override
    public void process(Node externs, Node root) {
        for (Node script = root.getFirstChild(); script != null; script = script.getNext()) {
            rewrite(script);
        }
    }

    private static void rewrite(Node node) {
        for (Node child = node.getFirstChild(); child != null; ) {
            Node next = child.getNext();
            rewrite(child);
            child = next;
        }
        if (node.isFunction() && hasDefaults(node) && !isMethod(node.getParent())) {
            keepLength(node);
        }
    }

    private static boolean isMethod(Node parent) {
        return parent.isMemberFunctionDef()
                || parent.isGetterDef()
                || parent.isSetterDef()
                || parent.isComputedProp()
                || parent.isExport();
    }

    private static boolean hasDefaults(Node function) {
        for (Node parameter = function.getSecondChild().getFirstChild();
                parameter != null;
                parameter = parameter.getNext()) {
            if (parameter.isDefaultValue()) {
                return true;
            }
        }
        return false;
    }

    private static int length(Node function) {
        int length = 0;
        for (Node parameter = function.getSecondChild().getFirstChild();
                parameter != null && !parameter.isDefaultValue() && !parameter.isRest();
                parameter = parameter.getNext()) {
            length++;
        }
        return length;
    }

    private static void keepLength(Node function) {
        Node length = IR.number(length(function));
        Node keep = IR.getprop(IR.name("$jscomp"), "withLength");
        if (Statements.isStatement(function)) {
            Node name = IR.name(function.getFirstChild().getString());
            Node statement = IR.exprResult(IR.call(keep, name, length, IR.string("")));
            function.getParent().addChildToFront(statement.srcrefTree(function));
            return;
        }
        String inferred = Statements.nameOfPlace(function);
        Node place = IR.empty();
        function.replaceWith(place);
        place.replaceWith(IR.call(keep, function, length, IR.string(inferred)).srcrefTreeIfMissing(function));
    }
}
