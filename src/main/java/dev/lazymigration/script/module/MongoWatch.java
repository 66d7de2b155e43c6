package dev.lazymigration.script.module;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the driver's monitors find out about a deployment. An operation alone would wait for a server as long as it may,
 * also when every one of them has refused the connection. Safe for use by several threads.
 */
final class MongoWatch implements ClusterListener {

    private ClusterDescription description;

    @Override
    public synchronized void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        description = event.getNewDescription();
        notifyAll();
    }

    /** Why no server can be used, when none can. */
    synchronized Optional<Throwable> trouble() {
        if (description == null) {
            return Optional.empty();
        }
        if (description.getSrvResolutionException() != null) {
            return Optional.of(description.getSrvResolutionException());
        }
        boolean allFail = !description.getServerDescriptions().isEmpty()
                && description.getServerDescriptions().stream().allMatch(server -> server.getException() != null);
        return allFail
                ? description.getServerDescriptions().stream()
                        .map(ServerDescription::getException)
                        .filter(Objects::nonNull)
                        .<Throwable>map(Throwable.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    /** Waits until a server answers, or all of them fail. */
    synchronized void await(Duration patience, MongoFailure failure) throws HostException {
        long end = System.nanoTime() + patience.toNanos();
        while (!usable()) {
            Optional<Throwable> trouble = trouble();
            if (trouble.isPresent()) {
                throw failure.noServer(trouble.get());
            }
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw failure.noServerInTime();
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw TimeIsUp.during("interrupted while connecting to the database", e);
            }
        }
    }

    private boolean usable() {
        return description != null
                && description.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
    }
}
