package dev.lazymigration.sync;

/** Who has the desk: the factory of the providers. */
public interface Syncing {

    SyncDesk syncs();
}
