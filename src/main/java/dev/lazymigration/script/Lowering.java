package dev.lazymigration.script;

import com.google.debugging.sourcemap.SourceMapConsumerV3;
import com.google.debugging.sourcemap.SourceMapParseException;
import com.google.debugging.sourcemap.proto.Mapping.OriginalMapping;
import com.google.javascript.jscomp.CheckLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.CustomPassExecutionTime;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.jscomp.Result;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.jscomp.SourceMap;
import com.google.javascript.jscomp.WarningsGuard;
import com.google.javascript.jscomp.parsing.Config.JsDocParsing;
import com.google.javascript.rhino.Node;
import com.google.javascript.rhino.StaticSourceFile.SourceKind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates today's JavaScript into ECMAScript 5 with Closure Compiler, because Rhino knows neither async functions nor
 * classes nor spread arguments. Nothing else is done to the code: no check, no optimisation, no polyfill.
 *
 * <p>What the translated code needs at run time is the {@linkplain #runtimeLibrary() runtime library}; it is never put
 * into a script, since it would have to be evaluated again in every run.
 */
final class Lowering {

    private static final String SCRIPT = "script";
    static final String TOO_DEEP = "the script is nested too deeply";
    private static final Pattern NOT_TRANSLATED = Pattern.compile("Transpilation of (.+) is not yet implemented\\.");
    private static final Pattern ELSEWHERE = Pattern.compile(" First occurrence: " + SCRIPT + ":(\\d+):\\d+");
    private static final Pattern CRASH_SITE = Pattern.compile("\\b" + SCRIPT + ":(\\d+):(\\d+)");
    // The words before a value that is computed: an engine names the place of the value.
    private static final Pattern LEAD = Pattern.compile("(?:(?:throw|return) )?");

    private static final List<String> RUNTIME_PARTS = List.of(
            "es6/async_generator_wrapper",
            "es6/execute_async_generator",
            "es6/generator_engine",
            "es6/util/arrayfromiterable",
            "es6/util/arrayfromiterator",
            "es6/util/assign",
            "es6/util/construct",
            "es6/util/createtemplatetagfirstarg",
            "es6/util/inherits",
            "es6/util/iteratorfromarray",
            "es6/util/makeasynciterator",
            "es6/util/makeiterator",
            "es6/util/restarguments");

    /**
     * Closure objects to these at compile time, a JavaScript engine at run time or not at all. Real scripts have them in
     * branches that nobody enters; and Rhino knows the regular expressions and big integers that Closure cannot
     * translate.
     */
    private static final Set<String> LEFT_TO_RUN_TIME =
            Set.of("JSC_REFERENCE_BEFORE_DECLARE_ERROR", "JSC_REASSIGNED_CONSTANT", "JSC_UNTRANSPILABLE");

    private Lowering() {}

    /**
     * @param source the code, in any newer JavaScript
     * @throws ScriptException when it is not JavaScript, or uses a part of it that cannot be translated; the position is
     *     the one in this source
     */
    static LoweredScript lower(String source) throws ScriptException {
        try {
            return lower(source, Optional.empty());
        } catch (ScriptException e) {
            Optional<String> sign = PrivateMembers.signFor(source);
            if (sign.isPresent()) {
                return lower(PrivateMembers.disguised(source, sign.get()), sign);
            }
            throw e;
        }
    }

    private static LoweredScript lower(String source, Optional<String> privateSign) throws ScriptException {
        CompilerOptions options = options();
        options.setPreventLibraryInjection(true);
        options.setSourceMapOutputPath("script.js.map");
        options.setSourceMapFormat(SourceMap.Format.V3);
        Compiler compiler = compiler();
        options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, new Unsupported(compiler));
        privateSign.ifPresent(sign ->
                options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, PrivateMembers.pass(compiler, sign)));
        options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, new Classes());
        options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, new BlockFunctions());
        options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, new FunctionLengths());
        options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, new IteratorClosing());
        options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, new Exponents());
        Result result = compile(compiler, source, options);
        if (!result.errors.isEmpty()) {
            JSError error = result.errors.get(0);
            String message = inPlainWords(error.getDescription());
            if (privateSign.isPresent()) {
                message = message.replace(privateSign.get(), "#");
            }
            int column = error.getCharno() + 1;
            throw error.getType().key.equals("JSC_PARSE_ERROR")
                    ? new ScriptException(message, error.getLineNumber(), column)
                    : ScriptException.ofMeaning(message, error.getLineNumber(), column);
        }
        String code = compiler.toSource();
        return new LoweredScript(code, origins(code, result.sourceMap));
    }

    private static String inPlainWords(String description) {
        Matcher untranslatable = NOT_TRANSLATED.matcher(description);
        return untranslatable.matches()
                ? untranslatable.group(1) + " is not supported here"
                : ELSEWHERE.matcher(description).replaceFirst(" First occurrence: line $1");
    }

    /** What a source says, as it is written, or nothing when it is not JavaScript, or nested too deeply to be read. */
    static Optional<Node> syntaxTree(String source) {
        Compiler compiler = compiler();
        compiler.init(List.of(), List.of(SourceFile.fromCode(SCRIPT, source)), options());
        try {
            compiler.parse();
        } catch (StackOverflowError e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            if (isTooDeep(e)) {
                return Optional.empty();
            }
            throw e;
        }
        return compiler.getErrors().isEmpty() ? Optional.of(compiler.getRoot().getLastChild()) : Optional.empty();
    }

    /** Closure's own way to say that it knows a piece of the language but not how to translate it is to crash. */
    private static Result compile(Compiler compiler, String source, CompilerOptions options) throws ScriptException {
        try {
            return compiler.compile(externs(Classes.externs(source)), SourceFile.fromCode(SCRIPT, source), options);
        } catch (StackOverflowError e) {
            throw new ScriptException(TOO_DEEP);
        } catch (RuntimeException e) {
            if (isTooDeep(e)) {
                throw new ScriptException(TOO_DEEP);
            }
            Matcher place = CRASH_SITE.matcher(String.valueOf(e.getMessage()));
            boolean known = place.find();
            throw new ScriptException(
                    "this part of the language is not supported here",
                    known ? Integer.parseInt(place.group(1)) : 0,
                    known ? Integer.parseInt(place.group(2)) + 1 : 0);
        }
    }

    /** Closure wraps what it does not expect in an exception that names the place, some of it more than once. */
    private static boolean isTooDeep(RuntimeException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StackOverflowError) {
                return true;
            }
        }
        return false;
    }

    /** The helper functions that translated code calls, all under the global {@code $jscomp}. */
    static String runtimeLibrary() {
        CompilerOptions options = options();
        options.setForceLibraryInjection(RUNTIME_PARTS);
        Compiler compiler = compiler();
        Result result = compiler.compile(externs(""), SourceFile.fromCode("runtime", ""), options);
        if (!result.success) {
            throw new IllegalStateException("Closure's runtime library does not compile: " + result.errors);
        }
        return compiler.toSource();
    }

    private static Compiler compiler() {
        Compiler compiler =
                new Compiler(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        compiler.disableThreads();
        return compiler;
    }

    private static SourceFile externs(String code) {
        return SourceFile.fromCode("externs", code, SourceKind.EXTERN);
    }

    private static CompilerOptions options() {
        CompilerOptions options = new CompilerOptions();
        options.setLanguageIn(LanguageMode.UNSTABLE);
        options.setLanguageOut(LanguageMode.ECMASCRIPT5);
        options.setSkipNonTranspilationPasses(true);
        options.setRewritePolyfills(false);
        options.setEmitUseStrict(false);
        options.setStrictModeInput(false);
        options.setParseJsDocDocumentation(JsDocParsing.TYPES_ONLY);
        options.setOutputCharset(StandardCharsets.UTF_8);
        // One statement a line, so that a line number of the code leads back to a place in the source.
        options.setPrettyPrint(true);
        options.addWarningsGuard(new OnlyRealErrors());
        return options;
    }

    private static List<SourcePosition> origins(String code, SourceMap sourceMap) {
        SourceMapConsumerV3 consumer = new SourceMapConsumerV3();
        try {
            StringBuilder map = new StringBuilder();
            sourceMap.appendTo(map, "script.js");
            consumer.parse(map.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SourceMapParseException e) {
            throw new IllegalStateException(e);
        }
        List<SourcePosition> origins = new ArrayList<>();
        String[] lines = code.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int indent = lines[i].length() - lines[i].stripLeading().length();
            Matcher lead = LEAD.matcher(lines[i]).region(indent, lines[i].length());
            int column = lead.lookingAt() ? lead.end() : indent;
            OriginalMapping mapping = consumer.getMappingForLine(i + 1, column + 1);
            origins.add(
                    mapping == null
                            ? SourcePosition.UNKNOWN
                            : new SourcePosition(mapping.getLineNumber(), mapping.getColumnPosition()));
        }
        return origins;
    }

    /** Silences everything but what makes a script impossible to run. */
    private static final class OnlyRealErrors extends WarningsGuard {

        private static final long serialVersionUID = 1L;

        @Override
        public CheckLevel level(JSError error) {
            boolean real = error.getType().level == CheckLevel.ERROR && !LEFT_TO_RUN_TIME.contains(error.getType().key);
            return real ? CheckLevel.ERROR : CheckLevel.OFF;
        }
    }
}
