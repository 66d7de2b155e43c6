package dev.lazymigration.admin;

import jakarta.ws.rs.core.Response;
import java.util.OptionalInt;
import org.keycloak.services.ErrorResponse;

/**
 * How to finish a migration, in JSON.
 *
 * @param dryRun whether nothing is to be done but to say what it would mean; null for yes
 * @param days how far back logins matter, or null for {@value #DEFAULT_DAYS}
 * @param mailsPerMinute how many mails the server is to send in a minute from then on, or null for none
 */
public record FinishRequest(Boolean dryRun, Integer days, Integer mailsPerMinute) {

    static final int DEFAULT_DAYS = 30;

    private static final int MOST_DAYS = 3650;

    /** A request that says nothing. */
    static final FinishRequest DEFAULT = new FinishRequest(null, null, null);

    boolean isDryRun() {
        return dryRun == null || dryRun;
    }

    /** @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense */
    int daysBack() {
        if (days == null) {
            return DEFAULT_DAYS;
        }
        if (days < 1 || days > MOST_DAYS) {
            throw ErrorResponse.error("days has to be one of: 1 to " + MOST_DAYS, Response.Status.BAD_REQUEST);
        }
        return days;
    }

    /**
     * Empty when no mails are wanted.
     *
     * @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense
     */
    OptionalInt mailPace() {
        return MailsRequest.pace("mailsPerMinute", mailsPerMinute);
    }
}
