package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One HTTP request that a module file asks for.
 *
 * @param timeout how long to wait for a connection and then for each next byte, zero for as long as the run may last
 * @param decompress whether the body of the answer is wanted as it was before it was compressed
 * @param incidental whether the run can do without the answer, so that it may fail
 * @param tls what the script says about the encryption
 */
record HttpQuestion(
        String method,
        WebAddress address,
        List<Header> headers,
        byte[] body,
        Duration timeout,
        boolean decompress,
        boolean incidental,
        HttpTls tls) {

    private static final int LONGEST_BODY = 8 * 1024 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_HEADERS = 64 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** They describe the message or the connection, which are the client's affair. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    record Header(String name, String value) {}

    static HttpQuestion of(Map<?, ?> options) throws HostException {
        return new HttpQuestion(
                method(options.get("method")),
                WebAddress.parse(options.get("url") instanceof String url ? url : ""),
                headers(options.get("headers")),
                body(options.get("body")),
                timeout(options.get("timeout")),
                Boolean.TRUE.equals(options.get("decompress")),
                Boolean.TRUE.equals(options.get("incidental")),
                HttpTls.of(options.get("tls")));
    }

    boolean hasBody() {
        return body.length > 0;
    }

    private static String method(Object value) throws HostException {
        String method = String.valueOf(value).toUpperCase(Locale.ROOT);
        if (!TOKEN.matcher(method).matches() || method.equals("CONNECT") || method.equals("TRACE")) {
            throw HostException.misuse("Method is not supported");
        }
        return method;
    }

    private static List<Header> headers(Object value) throws HostException {
        List<Header> headers = new ArrayList<>();
        int length = 0;
        for (Object entry : value instanceof List<?> list ? list : List.of()) {
            if (!(entry instanceof List<?> pair)
                    || pair.size() != 2
                    || !(pair.get(0) instanceof String name)
                    || !(pair.get(1) instanceof String content)
                    || !TOKEN.matcher(name).matches()
                    || !VALUE.matcher(content).matches()) {
                throw HostException.misuse("Invalid header");
            }
            length += name.length() + content.length();
            if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(new Header(name, content.strip()));
            }
        }
        if (headers.size() > MOST_HEADERS || length > LONGEST_HEADERS) {
            throw HostException.misuse(
                    "The headers are more than " + MOST_HEADERS + " or " + LONGEST_HEADERS + " bytes");
        }
        return headers;
    }

    private static byte[] body(Object value) throws HostException {
        byte[] body = value instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : value instanceof byte[] bytes ? bytes : new byte[0];
        if (body.length > LONGEST_BODY) {
            throw HostException.misuse("The body is larger than " + LONGEST_BODY + " bytes");
        }
        return body;
    }

    private static Duration timeout(Object value) {
        double millis = value instanceof Number number ? number.doubleValue() : 0;
        return millis >= 1 ? Duration.ofMillis((long) Math.min(millis, Integer.MAX_VALUE)) : Duration.ZERO;
    }

    /** Without anything that may be secret. */
    @Override
    public String toString() {
        return method + " " + address;
    }
}
