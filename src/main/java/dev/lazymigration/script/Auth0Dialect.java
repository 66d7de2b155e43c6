package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * The convention of Auth0: {@code login(identifier, password, callback)} and {@code getByEmail(identifier, callback)},
 * either with a context before the callback. The answer is {@code callback(error)} or {@code callback(null, profile)};
 * no profile means that there is no such user, or that the password is wrong. Auth0 itself has nothing like {@code
 * listUsers} and {@code onMigrated}; here they are called in the same style.
 */
final class Auth0Dialect implements Dialect {

    @Override
    public void ask(Context context, Scriptable global, Function function, Question question, Answer answer) {
        if (question.isNotice()) {
            tell(context, global, function, question, answer);
            return;
        }
        if (question.isListing()) {
            list(context, global, function, question, answer);
            return;
        }
        Identifier identifier = Identifier.in(question.query());
        List<Object> arguments = new ArrayList<>();
        arguments.add(identifier.value());
        if (question.password() != null) {
            arguments.add(question.password());
        }
        if (Dialect.parameters(function) > arguments.size() + 1) {
            arguments.add(contextArgument(context, global, question, identifier));
        }
        arguments.add(callback(global, answer));
        Object returned = function.call(context, global, global, arguments.toArray());
        // What an async function returns is no answer: it may be the row of a user whose password nobody has checked.
        Answer.whenSettled(context, global, returned, result -> {}, answer::reject);
    }

    /**
     * {@code (user, callback)} or {@code (user, context, callback)}. A function that takes no callback, or is async, may
     * also just come to its end: nothing depends on what it would hand over.
     */
    private static void tell(Context context, Scriptable global, Function function, Question question, Answer answer) {
        Object[] arguments =
                arguments(context, global, function, question.migrated().fields(), question, answer);
        Object returned = function.call(context, global, global, arguments);
        boolean promised = Answer.whenSettled(context, global, returned, result -> answer.complete(), answer::reject);
        if (!promised && Dialect.parameters(function) < 2) {
            answer.complete();
        }
    }

    /**
     * {@code (query, callback)} or {@code (query, context, callback)}. A page that is returned is the answer too, since it
     * proves nothing about anybody; unlike what else such a function may hand over, the connection it works with for
     * example.
     */
    private static void list(Context context, Scriptable global, Function function, Question question, Answer answer) {
        boolean hasCallback = Dialect.parameters(function) > 1;
        Consumer<Object> onResult = result -> {
            if (!hasCallback || isPage(result)) {
                answer.resolve(result);
            }
        };
        Object[] arguments = arguments(context, global, function, question.queryFields(), question, answer);
        Object returned = function.call(context, global, global, arguments);
        if (!Answer.whenSettled(context, global, returned, onResult, answer::reject)) {
            onResult.accept(returned);
        }
    }

    private static boolean isPage(Object result) {
        return result instanceof NativeArray
                || result instanceof Scriptable object && ScriptableObject.hasProperty(object, PageValues.LIST);
    }

    private static Object[] arguments(
            Context context,
            Scriptable global,
            Function function,
            Map<String, Object> first,
            Question question,
            Answer answer) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(HostValues.toScript(context, global, first));
        if (Dialect.parameters(function) > 2) {
            arguments.add(HostValues.toScript(context, global, ContextArgument.of(question.context())));
        }
        arguments.add(callback(global, answer));
        return arguments.toArray();
    }

    private static Object contextArgument(
            Context context, Scriptable global, Question question, Identifier identifier) {
        Map<String, Object> described = ContextArgument.of(question.context());
        described.put("identifierType", identifier.type());
        return HostValues.toScript(context, global, described);
    }

    private static Function callback(Scriptable global, Answer answer) {
        return new LambdaFunction(global, "callback", 2, (context, caller, self, arguments) -> {
            if (arguments.length > 0 && Context.toBoolean(arguments[0])) {
                answer.reject(arguments[0]);
            } else {
                answer.resolve(arguments.length > 1 ? arguments[1] : null);
            }
            return Undefined.instance;
        });
    }

    @Override
    public boolean meansNobody(ThrownError error) {
        return error.name().equals("WrongUsernameOrPasswordError");
    }

    /** Scripts that hand on a row may have its {@code id} beside the {@code user_id} that they mean. */
    @Override
    public List<String> idFields() {
        return List.of("user_id", "id");
    }

    @Override
    public String silence() {
        return "the script never called its callback";
    }

    @Override
    public Map<String, String> globalModules() {
        return Map.ofEntries(
                Map.entry("_", "lodash"),
                Map.entry("async", "async"),
                Map.entry("bcrypt", "bcrypt"),
                Map.entry("crypto", "crypto"),
                Map.entry("jwt", "jsonwebtoken"),
                Map.entry("mongo", "mongo-getdb"),
                Map.entry("mysql", "mysql"),
                Map.entry("postgres", "pg"),
                Map.entry("request", "request"),
                Map.entry("sqlserver", "tedious"));
    }

    /**
     * What scripts know a user by.
     *
     * @param type in the words of Auth0
     */
    private record Identifier(String type, String value) {

        private static Identifier in(LegacyQuery query) {
            if (query.email() != null) {
                return new Identifier("email", query.email());
            }
            if (query.username() != null) {
                return new Identifier("username", query.username());
            }
            return query.phone() != null
                    ? new Identifier("phone_number", query.phone())
                    : new Identifier("id", query.id());
        }
    }
}
