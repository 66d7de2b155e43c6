package dev.lazymigration.script;

import com.google.javascript.rhino.Node;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A statement by which a source imports a module in the way of ECMAScript.
 *
 * @param module what is between the quotes
 * @param line counted from 1
 */
record ImportStatement(String module, int line) {

    static Optional<ImportStatement> firstIn(String source) {
        // The root holds the file, which holds a module if it has an import.
        return Lowering.syntaxTree(source)
                .map(root -> root.getFirstFirstChild())
                .filter(Node::isModuleBody)
                .flatMap(ImportStatement::firstIn);
    }

    private static Optional<ImportStatement> firstIn(Node module) {
        return Stream.iterate(module.getFirstChild(), Objects::nonNull, Node::getNext)
                .filter(Node::isImport)
                .findFirst()
                .map(node -> new ImportStatement(node.getLastChild().getString(), node.getLineno()));
    }
}
