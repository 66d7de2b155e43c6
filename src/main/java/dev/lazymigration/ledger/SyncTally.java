package dev.lazymigration.ledger;

/**
 * What has become of the users that a sync has read.
 *
 * @param read how many rows
 * @param withPassword users who came across together with their password
 * @param linked users who came across and have yet to prove their password
 * @param known users who were across before; nothing of them was changed
 * @param skipped users whom the legacy system has switched off, and who are not to come across
 * @param failed rows of which an administrator has to know
 */
public record SyncTally(long read, long withPassword, long linked, long known, long skipped, long failed) {

    public static final SyncTally NONE = new SyncTally(0, 0, 0, 0, 0, 0);

    public SyncTally {
        if (read < 0 || withPassword < 0 || linked < 0 || known < 0 || skipped < 0 || failed < 0) {
            throw new IllegalArgumentException("Nothing is counted below zero");
        }
    }

    /** How many users it has brought. */
    public long added() {
        return withPassword + linked;
    }

    public SyncTally plus(SyncTally other) {
        return new SyncTally(
                read + other.read,
                withPassword + other.withPassword,
                linked + other.linked,
                known + other.known,
                skipped + other.skipped,
                failed + other.failed);
    }
}
