package dev.lazymigration.script;

import dev.lazymigration.legacy.RequestContext;
import java.util.HashMap;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/**
 * The convention of Authing and GenAuth: {@code login(query, password, context)} and {@code getUser(query, context)};
 * the answer is what the function returns, or the promise that it returns.
 */
final class AuthingDialect implements Dialect {

    @Override
    public void ask(Context context, Scriptable global, Function function, Question question, Answer answer) {
        Object query = HostValues.toScript(context, global, question.queryFields());
        Object requestContext = HostValues.toScript(context, global, describe(question.context()));
        Object[] arguments = question.password() == null
                ? new Object[] {query, requestContext}
                : new Object[] {query, question.password(), requestContext};
        answer.follow(context, global, function.call(context, global, global, arguments));
    }

    private static Map<String, Object> describe(RequestContext context) {
        Map<String, Object> described = new HashMap<>();
        described.put("userPoolId", context.realmId());
        described.put("userPoolName", context.realmName());
        described.put("userPoolMetadata", Map.of());
        described.put("appId", context.clientId());
        described.put("appName", context.clientName());
        described.put("appMetadata", Map.of());
        described.put("application", application(context));
        Map<String, Object> request = new HashMap<>();
        request.put("ip", context.ipAddress());
        request.put("geo", Map.of());
        request.put("body", Map.of());
        request.put("userAgent", context.userAgent());
        described.put("request", request);
        return described;
    }

    private static Map<String, Object> application(RequestContext context) {
        if (context.clientId() == null) {
            return null;
        }
        Map<String, Object> application = new HashMap<>();
        application.put("id", context.clientId());
        application.put("name", context.clientName());
        return application;
    }
}
