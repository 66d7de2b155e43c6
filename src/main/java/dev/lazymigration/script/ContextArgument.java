package dev.lazymigration.script;

import dev.lazymigration.legacy.RequestContext;
import java.util.HashMap;
import java.util.Map;

/** What a script gets as its {@code context} argument. */
final class ContextArgument {

    private ContextArgument() {}

    static Map<String, Object> of(RequestContext context) {
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
