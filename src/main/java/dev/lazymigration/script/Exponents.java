package dev.lazymigration.script;

import com.google.javascript.jscomp.CompilerPass;
import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;

/** {@code a ** b}, which Closure makes a {@code Math.pow(a, b)} that refuses big integers. */
final class Exponents implements CompilerPass {

    @Override
    public void process(Node externs, Node root) {
        rewrite(root);
    }

    private static void rewrite(Node node) {
        for (Node child = node.getFirstChild(); child != null; ) {
            Node next = child.getNext();
            rewrite(child);
            child = next;
        }
        if (node.isExponent()) {
            node.replaceWith(power(node, node.removeFirstChild(), node.removeFirstChild()));
        } else if (node.isAssignExponent() && isSimple(node.getFirstChild())) {
            Node target = node.removeFirstChild();
            Node power = power(node, target.cloneTree(), node.removeFirstChild());
            node.replaceWith(IR.assign(target, power).srcref(node));
        }
    }

    /** Can be evaluated twice without harm; Closure does with the others what it can. */
    private static boolean isSimple(Node target) {
        return target.isName()
                || target.isGetProp()
                        && (target.getFirstChild().isName()
                                || target.getFirstChild().isThis());
    }

    private static Node power(Node operation, Node base, Node exponent) {
        return IR.call(IR.getprop(IR.name("$jscomp"), "power"), base, exponent).srcrefTreeIfMissing(operation);
    }
}
