package dev.lazymigration.migration;

/**
 * One of many legacy users who may come across, before it is known whether his name is free.
 *
 * @param arrival everything that is to be written for him
 * @param withPassword whether Keycloak can verify his password
 * @param userId his id in Keycloak
 */
record BulkCandidate(Arrival arrival, boolean withPassword, String userId) {

    String legacyId() {
        return arrival.legacyUser().id();
    }

    /** What has become of him if his name is free. */
    BulkOutcome came() {
        return new BulkOutcome.Came(
                arrival.legacyUser(), userId, arrival.pending().getId(), withPassword);
    }
}
