package dev.lazymigration.script;

import com.google.javascript.jscomp.CompilerPass;
import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;
import java.util.Set;

/**
 * Loops over an iterator tell it when they are left early, so that the {@code finally} of a generator runs. Closure's
 * loops do not.
 *
 * <p>{@code for (x of y) …} becomes {@code var i = $jscomp.closing(y); try { for (x of i) … } finally { $jscomp.close(i); }}.
 */
final class IteratorClosing implements CompilerPass {

    private static final Set<String> ARRAY_MAKERS = Set.of("keys", "values", "entries");

    private int last;

    @Override
    public void process(Node externs, Node root) {
        for (Node script = root.getFirstChild(); script != null; script = script.getNext()) {
            rewrite(script);
        }
    }

    private void rewrite(Node node) {
        for (Node child = node.getFirstChild(); child != null; ) {
            Node next = child.getNext();
            rewrite(child);
            child = next;
        }
        if (node.isForOf() && !isArray(node.getSecondChild())) {
            close(node);
        }
    }

    /** Nothing that needs to be closed, at first sight. */
    private static boolean isArray(Node iterable) {
        return iterable.isArrayLit()
                || iterable.isCall()
                        && iterable.getFirstChild().isGetProp()
                        && iterable.getFirstFirstChild().matchesName("Object")
                        && ARRAY_MAKERS.contains(iterable.getFirstChild().getString());
    }

    private void close(Node loop) {
        Node iterable = loop.getSecondChild();
        String variable = "$iterator$" + ++last;
        Node statement = loop;
        while (statement.getParent().isLabel()) {
            statement = statement.getParent();
        }
        Node start = IR.block().srcref(iterable);
        statement.replaceWith(start);
        iterable.replaceWith(IR.name(variable).srcref(iterable));
        start.addChildToBack(IR.var(IR.name(variable), IR.call(IR.getprop(IR.name("$jscomp"), "closing"), iterable)));
        Node end = IR.exprResult(IR.call(IR.getprop(IR.name("$jscomp"), "close"), IR.name(variable)));
        start.addChildToBack(IR.tryFinally(IR.block(statement), IR.block(end)));
        start.srcrefTreeIfMissing(loop);
    }
}
