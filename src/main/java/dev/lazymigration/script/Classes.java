package dev.lazymigration.script;

import com.google.javascript.jscomp.CompilerPass;
import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Helps Closure with what it gets wrong about classes: those that extend the engine's own must be made by the engine,
 * fields without a value exist nevertheless, and {@code name} is the name in the source.
 */
final class Classes implements CompilerPass {

    /** Closure copies message and stack of errors into plain objects, but not if it does not know them for errors. */
    private static final Set<String> ERRORS =
            Set.of("Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError");

    private static final Set<String> BUILT_IN = Set.of(
            "Array",
            "ArrayBuffer",
            "Boolean",
            "Date",
            "Function",
            "Map",
            "Number",
            "Promise",
            "RegExp",
            "Set",
            "String",
            "Uint8Array",
            "WeakMap",
            "WeakSet");

    private static final Pattern EXTENDED = Pattern.compile("\\bextends\\s+(\\w+)");

    private final Set<String> declared = new HashSet<>();

    /**
     * What Closure shall take for classes of the engine: those that are extended, unless the source seems to have a
     * variable of that name.
     */
    static String externs(String source) {
        return EXTENDED.matcher(source)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .filter(BUILT_IN::contains)
                .filter(name -> !Pattern.compile("\\b(?:const|let|var|class|function)\\s+" + name + "\\b")
                        .matcher(source)
                        .find())
                .map(name -> "/** @constructor */ function " + name + "() {}\n")
                .collect(Collectors.joining());
    }

    /** A function of runtime.js that makes an error of the engine's. */
    private static String ofEngine(String error) {
        return "Engine$" + error;
    }

    @Override
    public void process(Node externs, Node root) {
        collectDeclared(root);
        rewrite(root);
    }

    private void collectDeclared(Node node) {
        if (node.isName() && ERRORS.contains(node.getString()) && isDeclaration(node.getParent())) {
            declared.add(node.getString());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            collectDeclared(child);
        }
    }

    private static boolean isDeclaration(Node parent) {
        return parent.isVar()
                || parent.isLet()
                || parent.isConst()
                || parent.isFunction()
                || parent.isParamList()
                || parent.isStringKey() && parent.getParent().isObjectPattern();
    }

    private void rewrite(Node node) {
        for (Node child = node.getFirstChild(); child != null; ) {
            Node next = child.getNext();
            rewrite(child);
            child = next;
        }
        if (node.isClass()) {
            Node parent = node.getSecondChild();
            if (parent.isName() && ERRORS.contains(parent.getString()) && !declared.contains(parent.getString())) {
                parent.setString(ofEngine(parent.getString()));
            }
            if (!Statements.isStatement(node)) {
                keepName(node);
            }
        } else if ((node.isMemberFieldDef() || node.isComputedFieldDef()) && isWithoutValue(node)) {
            node.addChildToBack(IR.voidNode(IR.number(0)).srcrefTree(node));
        }
    }

    private static void keepName(Node type) {
        Node own = type.getFirstChild();
        String name = own.isName() ? own.getString() : Statements.nameOfPlace(type);
        Node place = IR.empty();
        type.replaceWith(place);
        place.replaceWith(IR.call(IR.getprop(IR.name("$jscomp"), "withName"), type, IR.string(name))
                .srcrefTreeIfMissing(type));
    }

    private static boolean isWithoutValue(Node field) {
        return field.isMemberFieldDef() ? !field.hasChildren() : field.hasOneChild();
    }
}
