package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The body of an answer, which is never longer than {@link #LONGEST}, compressed or not. */
final class HttpBody {

    static final int LONGEST = 8 * 1024 * 1024;

    private HttpBody() {}

    static byte[] read(InputStream in) throws IOException, HostException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            if (body.size() + length > LONGEST) {
                throw tooLong();
            }
            body.write(chunk, 0, length);
        }
        return body.toByteArray();
    }

    static HostException tooLong() {
        return HostException.unavailable(
                "The answer is larger than " + LONGEST + " bytes", "ERR_BAD_RESPONSE", Map.of(), null);
    }

    /** @param encoding the value of the Content-Encoding header; an unknown one leaves the body as it is */
    static byte[] decompressed(byte[] body, String encoding) throws HostException {
        if (body.length == 0) {
            return body;
        }
        try {
            return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> read(new GZIPInputStream(new ByteArrayInputStream(body)));
                case "deflate" -> read(inflating(body));
                default -> body;
            };
        } catch (IOException e) {
            throw HostException.unavailable("incorrect header check", "Z_DATA_ERROR", Map.of(), e);
        }
    }

    /** "deflate" means the zlib format, yet some servers send the bare data (RFC 9110 section 8.4.1.2). */
    private static InputStream inflating(byte[] body) {
        boolean zlib = (body[0] & 0x0f) == 8;
        return new InflaterInputStream(new ByteArrayInputStream(body), new Inflater(!zlib));
    }
}
