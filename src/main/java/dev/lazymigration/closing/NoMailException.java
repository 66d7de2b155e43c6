package dev.lazymigration.closing;

/** No mail could be sent at all; Keycloak's log says why. */
public final class NoMailException extends Exception {

    private static final long serialVersionUID = 1L;

    NoMailException() {
        super("No mail could be sent, the server's log says why");
    }
}
