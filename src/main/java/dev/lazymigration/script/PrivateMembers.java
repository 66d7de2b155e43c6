package dev.lazymigration.script;

import com.google.javascript.jscomp.AbstractCompiler;
import com.google.javascript.jscomp.CompilerPass;
import com.google.javascript.jscomp.DiagnosticType;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.jscomp.parsing.parser.FeatureSet;
import com.google.javascript.jscomp.parsing.parser.FeatureSet.Feature;
import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;
import com.google.javascript.rhino.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private class members, which Closure's parser does not know. Every {@code #x} of the source is read as an identifier
 * that starts with a letter which the source does not have; in the tree, members of such a name become members whose key
 * is a symbol, one for each class and name, and what was a text after all gets its number sign back.
 *
 * <p>A script cannot tell the difference, but for two things: to read a private member of an object that has none gives
 * undefined, not a TypeError, and {@code Object.assign} copies private fields.
 */
final class PrivateMembers implements CompilerPass {

    private static final Pattern PRIVATE_NAME = Pattern.compile("#(?=[\\p{L}_$\\\\])");
    // Letters that are in no alphabet that people program in: the clicks of Khoisan languages.
    private static final String RARE_LETTERS = "\u01C3\u01C2\u01C1\u01C0";
    private static final DiagnosticType UNDECLARED = DiagnosticType.error(
            "LAZY_MIGRATION_UNDECLARED_PRIVATE_MEMBER", "Private field ''{0}'' must be declared in an enclosing class");

    private final AbstractCompiler compiler;
    private final String sign;
    private final Deque<Map<String, String>> classes = new ArrayDeque<>();
    private int lastClass;

    private PrivateMembers(AbstractCompiler compiler, String sign) {
        this.compiler = compiler;
        this.sign = sign;
    }

    /** The letter to stand for the number sign, unless the source has nothing that looks like a private name. */
    static Optional<String> signFor(String source) {
        return PRIVATE_NAME.matcher(source).find()
                ? RARE_LETTERS
                        .chars()
                        .mapToObj(Character::toString)
                        .filter(letter -> !source.contains(letter))
                        .findFirst()
                : Optional.empty();
    }

    /** The source with another letter for every number sign that may start a name; no position changes. */
    static String disguised(String source, String sign) {
        return PRIVATE_NAME.matcher(source).replaceAll(Matcher.quoteReplacement(sign));
    }

    static CompilerPass pass(AbstractCompiler compiler, String sign) {
        return new PrivateMembers(compiler, sign);
    }

    @Override
    public void process(Node externs, Node root) {
        for (Node script = root.getFirstChild(); script != null; script = script.getNext()) {
            rewrite(script);
        }
    }

    private void rewrite(Node node) {
        if (node.isClass()) {
            rewriteClass(node);
            return;
        }
        for (Node child = node.getFirstChild(); child != null; ) {
            // Before the child may be replaced.
            Node next = child.getNext();
            rewrite(child);
            child = next;
        }
        switch (node.getToken()) {
            case NAME -> asVariable(node);
            case GETPROP, OPTCHAIN_GETPROP -> asElement(node);
            case TEMPLATELIT_STRING -> {
                if (node.getRawString().contains(sign)) {
                    node.replaceWith(Node.newTemplateLitString(
                                    node.getCookedString() == null ? null : restored(node.getCookedString()),
                                    restored(node.getRawString()))
                            .srcref(node));
                }
            }
            case STRINGLIT -> node.setString(restored(node.getString()));
            case STRING_KEY, MEMBER_FUNCTION_DEF, GETTER_DEF, SETTER_DEF, MEMBER_FIELD_DEF -> {
                if (node.isQuotedStringKey() || !isPrivate(node.getString())) {
                    node.setString(restored(node.getString()));
                }
            }
            default -> {}
        }
    }

    private void rewriteClass(Node node) {
        // What it extends is outside of its own names.
        rewrite(node.getSecondChild());
        Node members = node.getLastChild();
        Map<String, String> names = new HashMap<>();
        int number = ++lastClass;
        for (Node member = members.getFirstChild(); member != null; member = member.getNext()) {
            if (isPrivateMember(member)) {
                names.computeIfAbsent(member.getString(), name -> declare(node, number, name));
            }
        }
        classes.push(names);
        rewrite(members);
        for (Node member = members.getFirstChild(); member != null; ) {
            Node next = member.getNext();
            if (isPrivateMember(member)) {
                member.replaceWith(computed(member, names.get(member.getString())));
            }
            member = next;
        }
        classes.pop();
    }

    private boolean isPrivateMember(Node member) {
        return switch (member.getToken()) {
            case MEMBER_FIELD_DEF, MEMBER_FUNCTION_DEF, GETTER_DEF, SETTER_DEF ->
                !member.isQuotedStringKey() && isPrivate(member.getString());
            default -> false;
        };
    }

    private static Node computed(Node member, String variable) {
        boolean field = member.isMemberFieldDef();
        Node computed = new Node(field ? Token.COMPUTED_FIELD_DEF : Token.COMPUTED_PROP, IR.name(variable));
        if (member.hasChildren()) {
            computed.addChildToBack(member.removeFirstChild());
        }
        computed.setStaticMember(member.isStaticMember());
        computed.putBooleanProp(Node.COMPUTED_PROP_METHOD, member.isMemberFunctionDef());
        computed.putBooleanProp(Node.COMPUTED_PROP_GETTER, member.isGetterDef());
        computed.putBooleanProp(Node.COMPUTED_PROP_SETTER, member.isSetterDef());
        return computed.srcrefTreeIfMissing(member);
    }

    /** A symbol in a variable of the function that the class is in: each call of that function has classes of its own. */
    private String declare(Node node, int number, String name) {
        String variable = "$private$" + number + "$" + name.substring(sign.length());
        Node symbol = IR.call(IR.name("Symbol"), IR.string("#" + name.substring(sign.length())));
        Node declaration = IR.var(IR.name(variable), symbol).srcrefTree(node);
        Statements.enclosingBody(node).addChildToFront(declaration);
        Node script = Statements.enclosingScript(node);
        FeatureSet features = (FeatureSet) script.getProp(Node.FEATURE_SET);
        script.putProp(Node.FEATURE_SET, features.with(Feature.COMPUTED_PROPERTIES));
        return variable;
    }

    private void asVariable(Node name) {
        if (isPrivate(name.getString())) {
            name.setString(variableOf(name));
        }
    }

    private void asElement(Node property) {
        if (isPrivate(property.getString())) {
            boolean chained = property.isOptChainGetProp();
            Node object = property.removeFirstChild();
            Node key = IR.name(variableOf(property));
            Node element = new Node(chained ? Token.OPTCHAIN_GETELEM : Token.GETELEM, object, key);
            if (chained) {
                element.setIsOptionalChainStart(property.isOptionalChainStart());
            }
            property.replaceWith(element.srcrefTreeIfMissing(property));
        }
    }

    private String variableOf(Node use) {
        String name = use.getString();
        return classes.stream()
                .filter(names -> names.containsKey(name))
                .findFirst()
                .map(names -> names.get(name))
                .orElseGet(() -> {
                    compiler.report(JSError.make(use, UNDECLARED, restored(name)));
                    return name;
                });
    }

    private boolean isPrivate(String name) {
        return name.startsWith(sign);
    }

    private String restored(String text) {
        return text.replace(sign, "#");
    }
}
