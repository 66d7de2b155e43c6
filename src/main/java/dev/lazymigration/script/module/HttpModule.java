package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code host.http}: {@code request(question)} gives the answer of one server, redirects not followed, and
 * {@code locate(url, base)} the parts of a URL.
 */
final class HttpModule implements HostModule {

    private final HttpSource source;
    private final ReachableHosts hosts;

    HttpModule(HttpSource source, ReachableHosts hosts) {
        this.source = source;
        this.hosts = hosts;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<String> functions() {
        return List.of("request", "locate");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        return switch (function) {
            case "request" -> request(HttpQuestion.of(arguments.object(0, "options")), call);
            case "locate" -> parts(address(arguments));
            default -> throw HostException.broken("No such function: http." + function);
        };
    }

    private Map<String, Object> request(HttpQuestion question, HostCall call) throws HostException {
        HttpExchange exchange = new HttpExchange(source, hosts, question, call.deadline());
        if (question.incidental()) {
            return incidental(exchange);
        }
        Map<String, Object> answer = exchange.answer();
        int status = (int) answer.get("status");
        if (tellsNothing(status)) {
            call.failed(HostException.unavailable(
                    "HTTP status " + status + " from " + question.address(), null, Map.of(), null));
        }
        return answer;
    }

    /** For the script an error like any other: the run is not judged by it. */
    private static Map<String, Object> incidental(HttpExchange exchange) throws HostException {
        try {
            return exchange.answer();
        } catch (HostException e) {
            throw HostException.misuse(e.getMessage());
        }
    }

    /**
     * A server that is down, overloaded or broken, or a proxy in between, says nothing about a user or a password. A
     * script that takes every status but 200 for a "no" would otherwise refuse the right password, and let people sign up
     * for a second time.
     */
    private static boolean tellsNothing(int status) {
        return status >= 500 || status == 407 || status == 408 || status == 429;
    }

    private static WebAddress address(Arguments arguments) throws HostException {
        String url = arguments.text(0, "url");
        return arguments.at(1) == null
                ? WebAddress.parse(url)
                : WebAddress.parse(arguments.text(1, "base")).resolve(url);
    }

    private static Map<String, Object> parts(WebAddress address) {
        int question = address.path().indexOf('?');
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("protocol", address.scheme() + ":");
        parts.put("auth", address.userInfo().isEmpty() ? null : address.userInfo());
        parts.put("hostname", address.host());
        parts.put("port", address.port());
        parts.put("host", address.authority());
        parts.put("path", address.path());
        parts.put("pathname", question < 0 ? address.path() : address.path().substring(0, question));
        parts.put("search", question < 0 ? "" : address.path().substring(question));
        parts.put("href", address.href());
        return parts;
    }
}
