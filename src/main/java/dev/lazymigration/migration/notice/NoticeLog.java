package dev.lazymigration.migration.notice;

import dev.lazymigration.log.LogLine;
import org.jboss.logging.Logger;

/** The log lines about notices, one each. The runs of the script have lines of their own. */
final class NoticeLog {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private NoticeLog() {}

    static void gaveUp(Errand errand, String reason) {
        LOG.warn(LogLine.of(errand.realmName(), errand.providerName())
                .and("script", "onMigrated")
                .and("outcome", "GivenUp")
                .and("attempts", errand.to().settings().attempts())
                .and("legacyId", errand.notice().legacyId())
                .and("userId", errand.notice().userId())
                .and("reason", reason));
    }

    /**
     * Keycloak's database cannot be used at the moment; what is to be told is safe in it. What exactly it says may name
     * more than a log should hold.
     */
    static void interrupted(RuntimeException problem) {
        LOG.warnf(
                "Telling legacy systems of migrations is interrupted by a %s",
                problem.getClass().getName());
        LOG.debug("The interruption", problem);
    }

    static void unknownAddressee(String realm, String provider, RuntimeException problem) {
        LOG.warn(LogLine.of(realm, provider)
                .and("script", "onMigrated")
                .and("outcome", "PausedForAnHour")
                .and("reason", problem.getClass().getName()));
        LOG.debug("The problem with the provider", problem);
    }
}
