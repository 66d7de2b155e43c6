package dev.lazymigration.hash;

/** A stored password is not what it should be. The message is for an administrator and holds nothing of the hash. */
final class UnreadableHashException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableHashException(String message) {
        super(message);
    }
}
