package dev.lazymigration.admin;

import dev.lazymigration.closing.Stragglers;
import jakarta.ws.rs.core.Response;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.services.ErrorResponse;

/**
 * How to finish a migration, in JSON.
 *
 * @param dryRun whether nothing is to be done but to say what it would mean; null for yes
 * @param days how far back logins matter, or null for {@value #DEFAULT_DAYS}
 * @param stragglers what becomes of whoever has not proved a password, {@code leave} or {@code create}; null for leave
 * @param mailsPerMinute how many mails the server is to send in a minute from then on, or null for none
 */
public record FinishRequest(Boolean dryRun, Integer days, String stragglers, Integer mailsPerMinute) {

    static final int DEFAULT_DAYS = 30;

    private static final int MOST_DAYS = 3650;

    /** A request that says nothing. */
    static final FinishRequest DEFAULT = new FinishRequest(null, null, null, null);

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

    /** @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense */
    Stragglers fate() {
        return stragglers == null
                ? Stragglers.LEAVE
                : Stragglers.of(stragglers)
                        .orElseThrow(() -> ErrorResponse.error(
                                "stragglers has to be one of: "
                                        + Stream.of(Stragglers.values())
                                                .map(Stragglers::label)
                                                .collect(Collectors.joining(", ")),
                                Response.Status.BAD_REQUEST));
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
