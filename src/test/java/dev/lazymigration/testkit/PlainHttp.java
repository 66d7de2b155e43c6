package dev.lazymigration.testkit;

import java.net.http.HttpClient;

/**
 * HTTP clients that speak HTTP/1.1. One that offers HTTP/2 to a server without TLS is switched over by its first answer, and
 * Java's fails now and then while that is done: "protocol error: Frame type(110) … exceeds MAX_FRAME_SIZE".
 */
public final class PlainHttp {

    private PlainHttp() {}

    public static HttpClient client() {
        return builder().build();
    }

    public static HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }
}
