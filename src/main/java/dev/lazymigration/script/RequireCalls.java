package dev.lazymigration.script;

import com.google.javascript.rhino.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a source requires in its syntax tree, where a comment or a text that looks like a call is none. */
final class RequireCalls {

    private static final String REQUIRE = "require";

    private RequireCalls() {}

    /** The calls with a literal name; none when the source calls something of its own {@code require}. */
    static List<RequireCall> in(String source) {
        return Stream.of("(" + source + "\n)", source)
                .map(Lowering::syntaxTree)
                .flatMap(Optional::stream)
                .findFirst()
                .map(RequireCalls::in)
                .orElse(List.of());
    }

    private static List<RequireCall> in(Node tree) {
        List<RequireCall> calls = new ArrayList<>();
        List<Node> pending = new ArrayList<>(List.of(tree));
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (declares(node)) {
                return List.of();
            }
            if (node.isCall() && node.getFirstChild().matchesName(REQUIRE) && node.hasTwoChildren()) {
                Node name = node.getSecondChild();
                if (name.isStringLit()) {
                    calls.add(new RequireCall(name.getString(), name.getLineno(), isCertain(node)));
                }
            }
            for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
                pending.add(child);
            }
        }
        return calls;
    }

    private static boolean declares(Node node) {
        if (!node.isName() || !node.getString().equals(REQUIRE)) {
            return false;
        }
        Node parent = node.getParent();
        return parent.isParamList() || parent.isFunction() || parent.isVar() || parent.isLet() || parent.isConst();
    }

    private static boolean isCertain(Node call) {
        for (Node node = call; node.getParent() != null; node = node.getParent()) {
            if (isOptional(node, node.getParent())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the parent may go on without having done what its child says. */
    private static boolean isOptional(Node child, Node parent) {
        boolean first = child == parent.getFirstChild();
        return switch (parent.getToken()) {
            case TRY -> first && parent.getSecondChild().hasChildren();
            case CATCH, CASE, DEFAULT_CASE -> true;
            case IF, HOOK, AND, OR, COALESCE, WHILE, FOR_IN, FOR_OF, FOR_AWAIT_OF -> !first;
            case FOR -> child == parent.getLastChild();
            default -> false;
        };
    }
}
