package dev.lazymigration.legacy;

/**
 * For whom the legacy system is asked; a script sees it as its {@code context} argument.
 *
 * @param realmId Keycloak's id of the realm, never null
 * @param realmName the realm's name, never null
 * @param clientId the {@code client_id} of the application, or null where no application is involved
 * @param clientName its display name, or null
 * @param ipAddress the end user's address, or null
 * @param userAgent the end user's browser as it names itself, or null
 */
public record RequestContext(
        String realmId, String realmName, String clientId, String clientName, String ipAddress, String userAgent) {}
