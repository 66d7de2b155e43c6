package dev.lazymigration.migration.notice;

import org.jboss.logging.Logger;

/** The log lines about notices, one sentence each. The runs of the script have lines of their own. */
final class NoticeLog {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private NoticeLog() {}

    static void gaveUp(Errand errand, String reason) {
        LOG.warnf(
                "The legacy system behind provider %s in realm %s was not told that its user %s has come across"
                        + " (attempts: %d): %s",
                errand.providerName(),
                errand.realmName(),
                oneLine(errand.notice().legacyId()),
                errand.to().settings().attempts(),
                oneLine(reason));
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
        LOG.warnf(
                "The legacy system behind provider %s in realm %s is told of nobody for an hour, because of a %s",
                provider, realm, problem.getClass().getName());
        LOG.debug("The problem with the provider", problem);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
