package dev.lazymigration.migration.notice;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.lazymigration.ledger.Notice;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/**
 * One attempt to tell a legacy system of one user.
 *
 * @param notice claimed for it
 * @param to whom
 * @param realmName for the script and the log
 * @param providerName for the log
 */
record Errand(Notice notice, Addressee.Reachable to, String realmName, String providerName) {

    /** Runs the script; holds neither a session nor a connection of Keycloak's. */
    NoticeOutcome run() {
        LegacyUser legacyUser = new LegacyUser(notice.legacyId(), profile());
        RequestContext context = new RequestContext(notice.realmId(), realmName, null, null, null, null);
        return to.directory().migrated(new MigratedUser(legacyUser, notice.userId()), context);
    }

    boolean wasTheLast() {
        return notice.attempts() >= to.settings().attempts();
    }

    private Map<String, Object> profile() {
        try {
            return JsonSerialization.readValue(notice.profile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("The profile was JSON when it was written", e);
        }
    }
}
