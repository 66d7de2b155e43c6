package dev.lazymigration.admin;

import dev.lazymigration.sync.SyncWish;
import jakarta.ws.rs.core.Response;
import org.keycloak.services.ErrorResponse;

/**
 * What to sync, in JSON.
 *
 * @param mode {@code all} users or those who have {@code changed} since the last sync; null for all
 * @param fromStart whether a sync that was interrupted, stopped or failed is not to go on where it was, but to begin anew
 */
public record SyncRequest(String mode, boolean fromStart) {

    private static final String ALL = "all";
    private static final String CHANGED = "changed";

    static final SyncRequest DEFAULT = new SyncRequest(ALL, false);

    /** @throws jakarta.ws.rs.WebApplicationException 400, when it makes no sense */
    SyncWish wish() {
        if (mode == null || ALL.equals(mode)) {
            return SyncWish.all(fromStart);
        }
        if (CHANGED.equals(mode)) {
            return SyncWish.changed(fromStart);
        }
        throw ErrorResponse.error("mode has to be one of: " + ALL + ", " + CHANGED, Response.Status.BAD_REQUEST);
    }
}
