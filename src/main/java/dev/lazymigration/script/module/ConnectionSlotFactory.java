package dev.lazymigration.script.module;

import java.time.Duration;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/** What the pool does with a slot from its beginning to its end. */
final class ConnectionSlotFactory extends BaseKeyedPooledObjectFactory<DatabaseTarget, ConnectionSlot> {

    /** A connection that was used a moment ago is not probed. */
    private static final Duration TRUSTED = Duration.ofMillis(500);

    private final Duration lifetime;
    private final ReachableHosts hosts;

    /**
     * @param lifetime how old a connection may get
     * @param hosts where connections may lead
     */
    ConnectionSlotFactory(Duration lifetime, ReachableHosts hosts) {
        this.lifetime = lifetime;
        this.hosts = hosts;
    }

    @Override
    public ConnectionSlot create(DatabaseTarget target) {
        return new ConnectionSlot(target, hosts);
    }

    @Override
    public PooledObject<ConnectionSlot> wrap(ConnectionSlot slot) {
        return new DefaultPooledObject<>(slot);
    }

    @Override
    public boolean validateObject(DatabaseTarget target, PooledObject<ConnectionSlot> pooled) {
        return pooled.getIdleDuration().compareTo(TRUSTED) < 0
                || pooled.getObject().answers();
    }

    /** An exception makes the pool destroy the slot. */
    @Override
    public void passivateObject(DatabaseTarget target, PooledObject<ConnectionSlot> pooled) {
        if (!pooled.getObject().reset(lifetime)) {
            throw new IllegalStateException("The connection to " + target + " can not be used again");
        }
    }

    @Override
    public void destroyObject(DatabaseTarget target, PooledObject<ConnectionSlot> pooled) {
        pooled.getObject().close();
    }
}
