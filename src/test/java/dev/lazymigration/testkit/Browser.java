package dev.lazymigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A browser with one window, cookies and forms, without JavaScript: enough for every page Keycloak draws for an end
 * user. It follows redirects as long as they stay on the server, and stops at the application's address, where nobody
 * listens.
 */
public final class Browser {

    private static final int MOST_REDIRECTS = 20;
    private static final String ERRORS =
            "[id^=input-error]:not([id^=input-error-container]), .pf-m-danger .kc-feedback-text, #kc-error-message .instruction";
    private static final String MESSAGES =
            ".kc-feedback-text, #kc-info-message .instruction, #kc-error-message .instruction";

    private final HttpClient http = PlainHttp.builder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final CookieJar cookies = new CookieJar();
    private String language = "en";
    private URI location;
    private HttpResponse<String> lastAnswer;
    private Document page;

    /** From now on the browser's user wants pages in that language, {@code de} for example. */
    public Browser speaking(String wanted) {
        language = wanted;
        return this;
    }

    /** Types an address. */
    public Browser open(String address) {
        return open(URI.create(address));
    }

    public Browser open(URI address) {
        return go(HttpRequest.newBuilder(address));
    }

    /** Fills the first form of the page and sends it; fields that are not named keep what the page gave them. */
    public Browser submit(Map<String, String> fields) {
        return submit("form", fields);
    }

    /** Fills a form, found by a CSS selector such as {@code #kc-register-form}, and sends it. */
    public Browser submit(String form, Map<String, String> fields) {
        if (!(page().selectFirst(form) instanceof FormElement element)) {
            throw new AssertionError("No form " + form + " on the page:\n" + text());
        }
        Map<String, String> values = new LinkedHashMap<>();
        element.formData().forEach(input -> values.put(input.key(), input.value()));
        for (String name : fields.keySet()) {
            if (element.elements().stream().noneMatch(input -> name.equals(input.attr("name")))) {
                throw new AssertionError("No field " + name + " in the form " + form + ", only " + values.keySet());
            }
        }
        values.putAll(fields);
        return go(HttpRequest.newBuilder(URI.create(element.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(QueryString.of(values))));
    }

    /** Clicks the first link with the text in it. */
    public Browser clickLink(String text) {
        Element link = page().select("a[href]").stream()
                .filter(candidate -> candidate.text().contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No link \"" + text + "\" on the page:\n" + text()));
        return open(link.absUrl("href"));
    }

    /** The page that is shown; empty at the application's address. */
    public Document page() {
        return page;
    }

    /** The status of the last answer: a redirect's if the browser was sent to the application. */
    public int status() {
        return lastAnswer.statusCode();
    }

    /** What the last answer had under the name of a header. */
    public List<String> header(String name) {
        return lastAnswer.headers().allValues(name);
    }

    /** The address that is shown. */
    public URI location() {
        return location;
    }

    /** Whether the page has an element, by a CSS selector. */
    public boolean shows(String selector) {
        return page.selectFirst(selector) != null;
    }

    /** The heading, "Sign in to your account" for example. */
    public String title() {
        Element title = page.selectFirst("#kc-page-title");
        return title == null ? page.title() : title.text();
    }

    /** What Keycloak's page complains about, at the fields and above them; empty if it does not. */
    public String errorText() {
        return texts(ERRORS);
    }

    /** Everything Keycloak's page says above the form: errors, warnings, information. */
    public String messageText() {
        return texts(MESSAGES);
    }

    /** All that can be read on the page. */
    public String text() {
        return page.text();
    }

    /** A parameter in the query of the address that is shown, or null. */
    public String parameter(String name) {
        return QueryString.parse(location.getRawQuery()).get(name);
    }

    /** Forgets all cookies, as a new private window does. */
    public Browser forgetCookies() {
        cookies.clear();
        return this;
    }

    private String texts(String selector) {
        return page.select(selector).stream().map(Element::text).distinct().collect(Collectors.joining("\n"));
    }

    private Browser go(HttpRequest.Builder first) {
        HttpRequest.Builder request = first;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            HttpResponse<String> answer = send(request);
            URI target = answer.headers()
                    .firstValue("Location")
                    .filter(header -> answer.statusCode() / 100 == 3)
                    .map(answer.uri()::resolve)
                    .orElse(null);
            lastAnswer = answer;
            if (target == null) {
                location = answer.uri();
                page = Jsoup.parse(answer.body(), location.toString());
                return this;
            }
            if (!target.getAuthority().equals(answer.uri().getAuthority())) {
                location = target;
                page = Document.createShell(target.toString());
                return this;
            }
            request = HttpRequest.newBuilder(target);
        }
        throw new AssertionError("More than " + MOST_REDIRECTS + " redirects");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        URI uri = request.build().uri();
        String cookie = cookies.headerFor(uri);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Accept-Language", language)
                .timeout(Duration.ofSeconds(60));
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            cookies.store(uri, answer.headers().allValues("Set-Cookie"));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + uri, e);
        }
    }
}
