package dev.lazymigration.sync;

/** Somebody else goes on with the run or has begun anew, or its provider is gone; nothing was written. */
final class ClaimLostException extends RuntimeException {

    private static final long serialVersionUID = 1;
}
