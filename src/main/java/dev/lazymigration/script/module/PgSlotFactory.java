package dev.lazymigration.script.module;

import java.time.Duration;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/** What the pool does with a slot from its beginning to its end. */
final class PgSlotFactory extends BaseKeyedPooledObjectFactory<PgTarget, PgSlot> {

    /** A connection that was used a moment ago is not probed. */
    private static final Duration TRUSTED = Duration.ofMillis(500);

    private final Duration lifetime;

    /**
     * @param lifetime how old a connection may get
     */
    PgSlotFactory(Duration lifetime) {
        this.lifetime = lifetime;
    }

    @Override
    public PgSlot create(PgTarget target) {
        return new PgSlot(target);
    }

    @Override
    public PooledObject<PgSlot> wrap(PgSlot slot) {
        return new DefaultPooledObject<>(slot);
    }

    @Override
    public boolean validateObject(PgTarget target, PooledObject<PgSlot> pooled) {
        return pooled.getIdleDuration().compareTo(TRUSTED) < 0
                || pooled.getObject().answers();
    }

    /** An exception makes the pool destroy the slot. */
    @Override
    public void passivateObject(PgTarget target, PooledObject<PgSlot> pooled) {
        if (!pooled.getObject().reset(lifetime)) {
            throw new IllegalStateException("The connection to " + target + " can not be used again");
        }
    }

    @Override
    public void destroyObject(PgTarget target, PooledObject<PgSlot> pooled) {
        pooled.getObject().close();
    }
}
