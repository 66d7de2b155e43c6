package dev.lazymigration.admin;

import dev.lazymigration.closing.Stragglers;
import java.util.OptionalInt;

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
        return days == null ? DEFAULT_DAYS : Parameters.within("days", days, MOST_DAYS);
    }

    /** @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense */
    Stragglers fate() {
        return Parameters.stragglers(stragglers).orElse(Stragglers.LEAVE);
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
