package dev.lazymigration.script;

import java.util.Locale;
import java.util.stream.Stream;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.LambdaFunction;

/**
 * How the engine is set up for every script: compiled to byte code, the newest language it knows, no way to any Java
 * class, and a look at the limits after every few thousand instructions.
 */
final class Sandbox extends ContextFactory {

    private static final int INSTRUCTIONS_BETWEEN_CHECKS = 2_000;

    private static final Sandbox INSTANCE = new Sandbox();

    private Sandbox() {
        // A server's thread may have any context class loader; compiled scripts need the one that knows the engine.
        initApplicationClassLoader(Context.class.getClassLoader());
        seal();
        if (!isBounded()) {
            throw new IllegalStateException(
                    "The JavaScript engine in the class path is not the one that the build made");
        }
    }

    /** Whether the engine's class files are those that {@link EngineBounds} is called from. */
    private static boolean isBounded() {
        return Stream.of(LambdaFunction.class.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("call$uncounted"));
    }

    /** A context for the current thread, to be closed by the same thread. */
    static SandboxContext open() {
        return (SandboxContext) INSTANCE.enterContext(INSTANCE.makeContext());
    }

    @Override
    protected SandboxContext makeContext() {
        SandboxContext context = new SandboxContext(this);
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(false);
        context.setGeneratingSource(false);
        context.setLocale(Locale.ROOT);
        context.setClassShutter(className -> false);
        context.setGenerateObserverCount(true);
        context.setInstructionObserverThreshold(INSTRUCTIONS_BETWEEN_CHECKS);
        return context;
    }

    @Override
    protected boolean hasFeature(Context context, int feature) {
        return switch (feature) {
            case Context.FEATURE_E4X,
                    Context.FEATURE_ENHANCED_JAVA_ACCESS,
                    Context.FEATURE_ENABLE_JAVA_MAP_ACCESS,
                    Context.FEATURE_PARENT_PROTO_PROPERTIES,
                    Context.FEATURE_JAVA_SERIALIZATION -> false;
            default -> super.hasFeature(context, feature);
        };
    }

    @Override
    protected void observeInstructionCount(Context context, int instructions) {
        ((SandboxContext) context).observe();
    }
}
