package dev.lazymigration.demo;

/** Why the demo could not go on, in words for whoever started it. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        // Its origin helps nobody.
        super(message, null, false, false);
    }
}
