package dev.lazymigration.script;

import java.util.List;

/**
 * A group of host functions that module files call as {@code host.<name>.<function>(…)}; scripts never see them.
 *
 * <p>Values cross the border as plain Java ones. From JavaScript come null (also for undefined), {@code Boolean},
 * {@code Double}, {@code String}, {@code java.time.Instant} (Date), {@code byte[]} (Buffer, Uint8Array, ArrayBuffer),
 * {@code List<Object>} and {@code Map<String, Object>}. Back go the same and any other {@code Number}; a {@code byte[]}
 * arrives as a Uint8Array.
 *
 * <p>Implementations are safe for use by several threads; what belongs to one run is kept in its {@link HostCall}.
 */
public interface HostModule {

    /** The name under {@code host}, a JavaScript identifier. */
    String name();

    /** The names of the functions, JavaScript identifiers. */
    List<String> functions();

    /**
     * Does the work, on the calling thread, within {@link HostCall#deadline()}.
     *
     * @param function one of {@link #functions()}
     * @param arguments as converted, never null; missing trailing arguments are missing in the list
     * @param call the run for which it is done
     * @return the answer, or null
     * @throws HostException when it fails; the script gets it as a JavaScript Error
     */
    Object call(String function, List<Object> arguments, HostCall call) throws HostException;
}
