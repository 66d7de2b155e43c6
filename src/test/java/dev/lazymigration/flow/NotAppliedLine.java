package dev.lazymigration.flow;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.ServerLog;

/** What the server's log says did not come across with a user. */
final class NotAppliedLine {

    private NotAppliedLine() {}

    /** The warning about the user's migration since the mark. */
    static String of(KeycloakServer server, ServerLog.Mark mark, String username) {
        return server.log()
                .await(mark, "WARN .*outcome=Migrated .*username=" + username + " notApplied=\"(.*)\"$")
                .group(1)
                .replace("\\\"", "\"");
    }
}
