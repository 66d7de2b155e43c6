package dev.lazymigration.script;

import com.google.javascript.jscomp.AbstractCompiler;
import com.google.javascript.jscomp.CompilerPass;
import com.google.javascript.jscomp.DiagnosticType;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.rhino.Node;
import java.util.regex.Pattern;

/** Says in plain words which parts of the language cannot be translated, before Closure fails in words of its own. */
final class Unsupported implements CompilerPass {

    private static final DiagnosticType NOT_HERE =
            DiagnosticType.error("LAZY_MIGRATION_UNSUPPORTED", "{0} is not supported here{1}");

    private static final Pattern NEEDS_UNICODE = Pattern.compile("\\\\[pP]\\{|\\\\u\\{|[\\uD800-\\uDFFF]");

    private final AbstractCompiler compiler;

    Unsupported(AbstractCompiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public void process(Node externs, Node root) {
        look(root);
    }

    private void look(Node node) {
        switch (node.getToken()) {
            case IMPORT -> report(node, "'import'", ": use require('…')");
            case DYNAMIC_IMPORT -> report(node, "'import()'", ": use require('…')");
            case IMPORT_META -> report(node, "'import.meta'", "");
            case EXPORT -> {
                // These leave their function where it is.
                if (!node.getBooleanProp(Node.EXPORT_DEFAULT)
                        && !node.getFirstChild().isFunction()) {
                    report(node, "'export'", ": use module.exports");
                }
            }
            case SUPER -> {
                if (!isInClass(node)) {
                    report(node, "'super' in an object literal", "");
                }
            }
            case REGEXP -> lookAtFlags(node);
            default -> {}
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            look(child);
        }
    }

    private void lookAtFlags(Node expression) {
        if (expression.hasTwoChildren()) {
            Node flags = expression.getLastChild();
            String pattern = expression.getFirstChild().getString();
            if (flags.getString().contains("d")) {
                report(expression, "the flag 'd' of regular expressions", "");
            } else if (flags.getString().contains("u") && flags.getString().contains("i")) {
                if (NEEDS_UNICODE.matcher(pattern).find()) {
                    report(expression, "a regular expression with the flags 'u' and 'i' and \\p or \\u{…}", "");
                } else {
                    // The engine does not know the two together; the first one makes no difference to such a pattern.
                    flags.setString(flags.getString().replace("u", ""));
                }
            }
        }
    }

    /** Whether the nearest thing that 'super' can belong to is a class. */
    private static boolean isInClass(Node node) {
        for (Node scope = node.getParent(); scope != null; scope = scope.getParent()) {
            if (scope.isClassMembers()) {
                return true;
            }
            if (scope.isObjectLit()) {
                Node member = memberOf(node, scope);
                if (member.isMemberFunctionDef() || member.isGetterDef() || member.isSetterDef()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Node memberOf(Node node, Node literal) {
        Node member = node;
        while (member.getParent() != literal) {
            member = member.getParent();
        }
        return member;
    }

    private void report(Node node, String what, String instead) {
        compiler.report(JSError.make(node, NOT_HERE, what, instead));
    }
}
