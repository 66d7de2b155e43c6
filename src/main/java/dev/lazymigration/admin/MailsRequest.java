package dev.lazymigration.admin;

import jakarta.ws.rs.core.Response;
import org.keycloak.services.ErrorResponse;

/**
 * How many mails to send, in JSON.
 *
 * @param max how many at most, or null for {@value #DEFAULT_MAX}
 */
public record MailsRequest(Integer max) {

    private static final int DEFAULT_MAX = 50;

    /** As many as a mail server takes before the request is too long for a proxy. */
    private static final int MOST = 100;

    /** A request that says nothing. */
    static final MailsRequest DEFAULT = new MailsRequest(null);

    /** @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense */
    int atMost() {
        if (max == null) {
            return DEFAULT_MAX;
        }
        if (max < 1 || max > MOST) {
            throw ErrorResponse.error("max has to be one of: 1 to " + MOST, Response.Status.BAD_REQUEST);
        }
        return max;
    }
}
