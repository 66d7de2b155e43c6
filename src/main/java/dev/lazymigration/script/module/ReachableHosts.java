package dev.lazymigration.script.module;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which hosts scripts may connect to: the choice of the server's operator. It is applied to addresses, after names have
 * been resolved, because whoever writes a script may also own a name that leads anywhere. Immutable.
 *
 * <p>Link-local addresses and those under which clouds give out a machine's credentials are out of reach unless an
 * address or block on the list covers them: a name never opens them.
 */
public final class ReachableHosts {

    /** Everything but link-local and cloud metadata addresses. */
    public static final ReachableHosts DEFAULT = parse("*");

    private static final List<AddressBlock> CLOSED = Stream.of(
                    "169.254.0.0/16",
                    "fe80::/10",
                    // Amazon, Alibaba, Azure and Oracle each have one that is not link-local.
                    "fd00:ec2::254",
                    "100.100.100.200",
                    "168.63.129.16",
                    "192.0.0.192",
                    // "This host" (RFC 1122) and broadcast lead to no database.
                    "0.0.0.0/8",
                    "::/128",
                    "255.255.255.255")
            .map(AddressBlock::of)
            .toList();

    private static final Set<String> CLOSED_NAMES =
            Set.of("metadata.google.internal", "metadata.goog", "metadata", "instance-data");

    private final String list;
    private final boolean everything;
    private final List<AddressBlock> blocks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private ReachableHosts(String list) {
        this.list = list;
        List<String> entries = Arrays.stream(list.split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
        this.everything = entries.contains("*");
        for (String entry : entries) {
            Optional<AddressBlock> block = AddressBlock.parse(entry);
            block.ifPresent(blocks::add);
            if (block.isEmpty() && !entry.equals("*")) {
                names.add(nameIn(entry));
            }
        }
    }

    /**
     * @param list separated by commas: {@code *} for everything, addresses, blocks in CIDR notation, host names, and
     *     {@code *.example.org} for all names in a domain. An empty list lets scripts reach nothing
     * @throws IllegalArgumentException when an entry is none of these; the message names it
     */
    public static ReachableHosts parse(String list) {
        return new ReachableHosts(list);
    }

    private static String nameIn(String entry) {
        if (!entry.matches("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")) {
            throw new IllegalArgumentException("\"" + entry + "\" is no host name, address or block of addresses");
        }
        return entry;
    }

    /** The addresses of a host that scripts may connect to, at least one. */
    List<InetAddress> resolve(String host) throws IOException {
        List<InetAddress> reachable = Stream.of(InetAddress.getAllByName(host))
                .filter(address -> permit(host, address))
                .toList();
        if (reachable.isEmpty()) {
            throw new UnreachableHostException(host);
        }
        return reachable;
    }

    /** @throws UnreachableHostException when scripts may not connect to this address of this host */
    void check(String host, InetAddress address) throws UnreachableHostException {
        if (!permit(host, address)) {
            throw new UnreachableHostException(host);
        }
    }

    /**
     * For a name that only a proxy can resolve. What it leads to is in the hands of that proxy; the names under which
     * clouds give out credentials are out of reach unless the list has them.
     *
     * @throws UnreachableHostException when scripts may not connect to what this name stands for
     */
    void checkName(String host) throws UnreachableHostException {
        boolean listed = names.stream().anyMatch(name -> matches(name, host.toLowerCase(Locale.ROOT)));
        if (!listed && (!everything || CLOSED_NAMES.contains(host.toLowerCase(Locale.ROOT)))) {
            throw new UnreachableHostException(host);
        }
    }

    private boolean permit(String host, InetAddress address) {
        if (blocks.stream().anyMatch(block -> block.contains(address))) {
            return true;
        }
        if (CLOSED.stream().anyMatch(block -> block.contains(address)) || address.isMulticastAddress()) {
            return false;
        }
        return everything || names.stream().anyMatch(name -> matches(name, host.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(String name, String host) {
        return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
    }

    /** The list, in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return list;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReachableHosts hosts && list.equals(hosts.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }
}
