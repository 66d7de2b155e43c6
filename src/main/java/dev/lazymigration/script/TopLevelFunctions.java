package dev.lazymigration.script;

import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Node;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.ast.FunctionNode;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.VariableDeclaration;
import org.mozilla.javascript.ast.VariableInitializer;

/** Finds the function that is meant in a source of several statements, such as one with helper functions. */
final class TopLevelFunctions {

    private TopLevelFunctions() {}

    /** The same code, made to evaluate to the slot's function, or else to the last function that it declares. */
    static LoweredScript select(ScriptSlot slot, LoweredScript program) throws ScriptException {
        List<String> declared = declaredIn(program);
        if (declared.isEmpty()) {
            // Perhaps "(function () {});", whose own value is the function.
            return program;
        }
        String chosen = slot.functionNames().stream()
                .filter(declared::contains)
                .findFirst()
                .orElse(declared.get(declared.size() - 1));
        return new LoweredScript(program.code() + "\n;" + chosen + ";", program.origins());
    }

    private static List<String> declaredIn(LoweredScript program) throws ScriptException {
        CompilerEnvirons environs = new CompilerEnvirons();
        environs.setLanguageVersion(Context.VERSION_ES6);
        List<String> names = new ArrayList<>();
        try {
            for (Node statement : new Parser(environs).parse(program.code(), "program", 1)) {
                if (statement instanceof FunctionNode function) {
                    names.add(function.getName());
                } else if (statement instanceof VariableDeclaration variables) {
                    variables.getVariables().forEach(variable -> addFunction(variable, names));
                }
            }
        } catch (EvaluatorException e) {
            throw new ScriptException(e.details(), program.origin(e.lineNumber()));
        }
        return names;
    }

    private static void addFunction(VariableInitializer variable, List<String> names) {
        if (variable.getInitializer() instanceof FunctionNode && variable.getTarget() instanceof Name name) {
            names.add(name.getIdentifier());
        }
    }
}
