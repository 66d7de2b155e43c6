package dev.lazymigration.admin;

import jakarta.ws.rs.core.Response;
import java.util.OptionalInt;
import org.keycloak.services.ErrorResponse;

/**
 * How many mails to send, in JSON.
 *
 * @param max how many at most, within the request; null for {@value #DEFAULT_MAX}, or with a pace
 * @param perMinute how many in a minute, by the server itself until all are sent; null when it is to send a batch alone
 * @param retryFailed whether those are to be tried again, too, to whom none could be sent; null when not
 */
public record MailsRequest(Integer max, Integer perMinute, Boolean retryFailed) {

    private static final int DEFAULT_MAX = 50;

    /** As many as a mail server takes before the request is too long for a proxy. */
    private static final int MOST = 100;

    private static final int MOST_PER_MINUTE = 600;

    /** A request that says nothing. */
    static final MailsRequest DEFAULT = new MailsRequest(null, null, null);

    boolean retries() {
        return Boolean.TRUE.equals(retryFailed);
    }

    /** @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense */
    int atMost() {
        return max == null ? DEFAULT_MAX : Parameters.within("max", max, MOST);
    }

    /**
     * Empty when a batch is wanted.
     *
     * @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense, or there is a number for a batch too
     */
    OptionalInt pace() {
        if (perMinute != null && max != null) {
            throw ErrorResponse.error(
                    "max and perMinute exclude each other: max sends a batch now, with perMinute the server sends all"
                            + " of them at that pace",
                    Response.Status.BAD_REQUEST);
        }
        return pace("perMinute", perMinute);
    }

    /**
     * A pace, empty when there is none.
     *
     * @param field of the request
     * @param given null when the request has none
     * @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense
     */
    static OptionalInt pace(String field, Integer given) {
        return given == null ? OptionalInt.empty() : OptionalInt.of(Parameters.within(field, given, MOST_PER_MINUTE));
    }
}
