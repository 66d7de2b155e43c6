package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * Somebody's right to go on with something, and nothing besides.
 *
 * @param id his, and nobody else's
 * @param until when anybody else may take over or begin anew, unless it is prolonged
 */
public record RunClaim(String id, Instant until) implements ClaimableRun.Claim {

    public RunClaim {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(until, "until");
    }

    RunClaim prolonged(Instant newUntil) {
        return new RunClaim(id, newUntil);
    }
}
