package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.Map;

/** A connection that runs Transact-SQL, with parameters that have names. */
interface TsqlWire extends Wire {

    /**
     * Runs a batch.
     *
     * @param limit the script's own, zero for none
     * @return {@code results} as of {@link JdbcResults}, {@code messages} that were printed, and {@code outputs}: the
     *     texts of the parameters that are outputs, by their names
     */
    Map<String, Object> run(TsqlBatch batch, Duration limit, Deadline deadline) throws HostException;
}
