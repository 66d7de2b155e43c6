package dev.lazymigration.script;

/** What a host function may know and keep of the script run that calls it. Confined to the thread of that run. */
public interface HostCall {

    /** The moment at which the whole run, host calls included, is over. */
    Deadline deadline();

    /**
     * Keeps a resource for later calls of the same run; whatever is still kept when the run ends, however it ends, is
     * closed by the host.
     *
     * @param resource what to keep and close, never null
     * @return a handle that the module file can hold, greater than 0
     */
    int keep(AutoCloseable resource);

    /**
     * The resource behind a handle.
     *
     * @throws HostException when there is none (any more) of that type
     */
    <T extends AutoCloseable> T kept(Object handle, Class<T> type) throws HostException;

    /**
     * Tells of a failure that is no error for the script, such as an HTTP status that stands for one. It counts like one
     * that was thrown: without it, what the script makes of such an answer could pass for a "no".
     */
    void failed(HostException failure);

    /** Stops keeping a resource, without closing it; does nothing when it is not kept. */
    void release(Object handle);
}
