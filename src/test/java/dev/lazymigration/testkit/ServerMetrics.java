package dev.lazymigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server's {@code /metrics} said at one moment, as Prometheus reads it. */
public final class ServerMetrics {

    private static final Pattern SAMPLE = Pattern.compile(
            "^(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<labels>.*)})? (?<value>\\S+)(?: \\d+)?$", Pattern.MULTILINE);

    private static final Pattern LABEL = Pattern.compile("(?<name>\\w+)=\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"");

    /** One line of it. */
    public record Sample(String name, Map<String, String> labels, double value) {

        /** @param wanted names and values of labels, in turn */
        private boolean has(String... wanted) {
            for (int i = 0; i < wanted.length; i += 2) {
                if (!wanted[i + 1].equals(labels.get(wanted[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final String text;
    private final List<Sample> samples;

    private ServerMetrics(String text) {
        this.text = text;
        this.samples = SAMPLE.matcher(text).results().map(ServerMetrics::sample).toList();
    }

    /** Asks the server. */
    public static ServerMetrics of(KeycloakServer server) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.managementUrl() + "/metrics"))
                .header("Accept", "text/plain")
                .build();
        try {
            HttpResponse<String> answer = PlainHttp.client().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("/metrics answers " + answer.statusCode());
            }
            return new ServerMetrics(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for the metrics", e);
        }
    }

    private static Sample sample(MatchResult line) {
        Matcher parts = SAMPLE.matcher(line.group());
        parts.matches();
        Map<String, String> labels = new LinkedHashMap<>();
        if (parts.group("labels") != null) {
            Matcher label = LABEL.matcher(parts.group("labels"));
            while (label.find()) {
                labels.put(label.group("name"), label.group("value"));
            }
        }
        return new Sample(
                parts.group("name"),
                labels,
                Double.parseDouble(parts.group("value").replace("Inf", "Infinity")));
    }

    /** @param labels names and values, in turn; the others may be anything */
    public List<Sample> samples(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && sample.has(labels))
                .toList();
    }

    /** The sum of the samples; 0 when there are none. */
    public double sum(String name, String... labels) {
        return samples(name, labels).stream().mapToDouble(Sample::value).sum();
    }

    /** All of it. */
    public String text() {
        return text;
    }
}
