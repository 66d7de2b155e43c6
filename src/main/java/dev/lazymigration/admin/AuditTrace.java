package dev.lazymigration.admin;

/**
 * What an admin event says of an audit: nothing that its rows said.
 *
 * @param state how it was then
 * @param read how many rows had been read
 */
record AuditTrace(String state, long read) {

    static AuditTrace of(AuditRepresentation audit) {
        return new AuditTrace(audit.state(), audit.read());
    }
}
