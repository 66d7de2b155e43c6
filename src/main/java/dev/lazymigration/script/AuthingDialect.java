package dev.lazymigration.script;

import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/**
 * The convention of Authing and GenAuth: {@code login(query, password, context)}, {@code getUser(query, context)} and
 * {@code listUsers(query, context)}; the answer is what the function returns, or the promise that it returns. {@code
 * onMigrated(user, context)} only has to come to an end.
 */
final class AuthingDialect implements Dialect {

    @Override
    public void ask(Context context, Scriptable global, Function function, Question question, Answer answer) {
        Object requestContext = HostValues.toScript(context, global, ContextArgument.of(question.context()));
        if (question.isNotice()) {
            Object user =
                    HostValues.toScript(context, global, question.migrated().fields());
            answer.followToTheEnd(
                    context, global, function.call(context, global, global, new Object[] {user, requestContext}));
            return;
        }
        Object query = HostValues.toScript(context, global, question.queryFields());
        Object[] arguments = question.password() == null
                ? new Object[] {query, requestContext}
                : new Object[] {query, question.password(), requestContext};
        answer.follow(context, global, function.call(context, global, global, arguments));
    }

    @Override
    public boolean meansNobody(ThrownError error) {
        return false;
    }

    @Override
    public List<String> idFields() {
        return ProfileIds.FIELDS;
    }

    @Override
    public String silence() {
        return "the script ended without an answer";
    }

    @Override
    public Map<String, String> globalModules() {
        return Map.of();
    }
}
