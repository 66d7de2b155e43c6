package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationMethod;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * A user has come across, and is committed; on the node on which it happened.
 *
 * @param realm as the session of the login knows it
 * @param provider that brought him
 * @param method what moved him
 */
public record UserMigrated(RealmModel realm, ComponentModel provider, MigrationMethod method)
        implements ProviderEvent {}
