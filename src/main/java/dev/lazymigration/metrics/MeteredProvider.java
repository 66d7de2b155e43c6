package dev.lazymigration.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.Objects;

/**
 * Whose meters they are.
 *
 * @param id of the provider, by which Keycloak tells it from others
 * @param realmId of its realm
 * @param realm the realm's name
 * @param name the provider's name, which need not be the only one of its kind in the realm
 */
public record MeteredProvider(String id, String realmId, String realm, String name) {

    public MeteredProvider {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(realm, "realm");
        Objects.requireNonNull(name, "name");
    }

    /** On each of its meters. Administrators choose both names, so anything may be in them. */
    Tags tags() {
        return Tags.of("realm", oneLine(realm), "provider", oneLine(name));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
