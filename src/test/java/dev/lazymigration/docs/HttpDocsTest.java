package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.ScriptedDirectory;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HostSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpDocsTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "customers", null, null, null, null);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final LegacyQuery ADA = LegacyQuery.byEmail("ada+x@example.org");

    private final MarkdownFile http = MarkdownFile.read("docs/http.md");
    private final HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer api;
    private boolean down;

    @BeforeEach
    void startApi() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(threads);
        api.createContext("/sessions", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean right = body.contains("\"password\":\"right\"")
                    && "Basic a2V5Y2xvYWs6c2VjcmV0"
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, right ? 200 : 401, right ? "{\"id\":7,\"email\":\"ada+x@example.org\"}" : "{}");
        });
        api.createContext("/users", exchange -> {
            boolean known = "email=ada%2Bx%40example.org"
                            .equals(exchange.getRequestURI().getRawQuery())
                    && "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, 200, known ? "[{\"id\":7,\"email\":\"ada+x@example.org\"}]" : "[]");
        });
        api.start();
    }

    @AfterEach
    void stopApi() {
        api.stop(0);
        threads.shutdownNow();
        primitives.close();
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(down ? 503 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ScriptedDirectory directory(ScriptDialect dialect, String login, String getUser) {
        String url = "http://localhost:" + api.getAddress().getPort();
        return new ScriptedDirectory(DirectorySettings.of("docs", login, getUser)
                .withDialect(dialect)
                .withTimeLimits(LIMIT, LIMIT)
                .withEnv(Map.of("API_URL", url, "API_SECRET", "secret"), Set.of("secret"))
                .withHostModules(primitives.modules()));
    }

    @Test
    void theExampleForAuth0AsksItsApi() {
        String example = http.blocks("js-auth0").get(0);
        try (ScriptedDirectory directory = directory(ScriptDialect.AUTH0, example, "() => null")) {
            assertThat(directory.login(ADA, "right", CONTEXT))
                    .isEqualTo(new LoginOutcome.Authenticated(
                            new LegacyUser("7", Map.of("user_id", 7, "email", "ada+x@example.org"))));
            assertThat(directory.login(ADA, "wrong", CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
            down = true;
            assertThat(directory.login(ADA, "wrong", CONTEXT)).isInstanceOf(LoginOutcome.Unavailable.class);
        }
    }

    @Test
    void theExampleForAuthingAsksItsApi() {
        String example = http.blocks("js").get(0);
        try (ScriptedDirectory directory = directory(ScriptDialect.AUTHING, "() => null", example)) {
            assertThat(directory.find(ADA, CONTEXT))
                    .isEqualTo(new LookupOutcome.Found(
                            new LegacyUser("7", Map.of("id", 7, "email", "ada+x@example.org"))));
            assertThat(directory.find(LegacyQuery.byEmail("eve@example.org"), CONTEXT))
                    .isEqualTo(new LookupOutcome.NotFound());
            down = true;
            assertThat(directory.find(ADA, CONTEXT)).isInstanceOf(LookupOutcome.Unavailable.class);
        }
    }

    @Test
    void everyModuleThatIsNamedIsThere() {
        List<String> names = http.tableRows().stream()
                .filter(row -> row.size() == 3
                        && row.get(0).startsWith("`")
                        && Character.isLowerCase(row.get(0).charAt(1)))
                .flatMap(row ->
                        Pattern.compile("`([a-z0-9-]+)`").matcher(row.get(0)).results())
                .map(match -> match.group(1))
                .toList();
        assertThat(names).contains("request", "axios", "node-fetch", "https");
        String all = "async () => { "
                + names.stream()
                        .filter(name -> !name.equals("fetch"))
                        .map(name -> "require('" + name + "');")
                        .reduce("", String::concat)
                + "[fetch, Headers, Request, Response, FormData, Blob, File].forEach((type) => { if (typeof type !== 'function') { throw new Error(); } }); return { id: 1 }; }";
        try (ScriptedDirectory directory = directory(ScriptDialect.AUTHING, "() => null", all)) {
            assertThat(directory.find(ADA, CONTEXT)).isInstanceOf(LookupOutcome.Found.class);
        }
    }
}
