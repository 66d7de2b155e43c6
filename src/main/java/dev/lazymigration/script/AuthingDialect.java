package dev.lazymigration.script;

import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/**
 * The convention of Authing and GenAuth: {@code login(query, password, context)} and {@code getUser(query, context)};
 * the answer is what the function returns, or the promise that it returns. So it is with {@code listUsers(query,
 * context)}, which there is {@code listUsers(page, limit, context)}. {@code onMigrated(user, context)} only has to come
 * to an end.
 */
final class AuthingDialect implements Dialect {

    private static final int PAGE_LIMIT_AND_CONTEXT = 3;

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
        Object[] arguments = question.isListing() && Dialect.parameters(function) == PAGE_LIMIT_AND_CONTEXT
                ? new Object[] {question.page().page(), question.page().limit(), requestContext}
                : arguments(question, HostValues.toScript(context, global, question.queryFields()), requestContext);
        answer.follow(context, global, function.call(context, global, global, arguments));
    }

    private static Object[] arguments(Question question, Object query, Object requestContext) {
        return question.password() == null
                ? new Object[] {query, requestContext}
                : new Object[] {query, question.password(), requestContext};
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
