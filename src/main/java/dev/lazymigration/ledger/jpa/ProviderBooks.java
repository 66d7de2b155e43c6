package dev.lazymigration.ledger.jpa;

import org.keycloak.models.KeycloakSession;

/**
 * Everything that is written down about a provider: whom it brought, what failed, who is still to be told of, how far its
 * sync is, what an audit has found, and how fast mails are sent.
 */
public record ProviderBooks(KeycloakSession session) {

    /** Forgets everything about a provider that is being removed. */
    public void forgetProvider(String providerId) {
        JpaMigrationLedger.of(session).forgetProvider(providerId);
        JpaMigrationFailures.of(session).forgetProvider(providerId);
        JpaNotices.of(session).forgetProvider(providerId);
        JpaSyncRuns.of(session).forgetProvider(providerId);
        JpaAuditRuns.of(session).forgetProvider(providerId);
        JpaMailRuns.of(session).forgetProvider(providerId);
    }

    /** Forgets everything about a realm that is being removed. */
    public void forgetRealm(String realmId) {
        JpaMigrationLedger.of(session).forgetRealm(realmId);
        JpaMigrationFailures.of(session).forgetRealm(realmId);
        JpaNotices.of(session).forgetRealm(realmId);
        JpaSyncRuns.of(session).forgetRealm(realmId);
        JpaAuditRuns.of(session).forgetRealm(realmId);
        JpaMailRuns.of(session).forgetRealm(realmId);
    }
}
