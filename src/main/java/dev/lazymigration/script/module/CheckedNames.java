package dev.lazymigration.script.module;

import com.unboundid.ldap.sdk.NameResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up names for the LDAP library, which connects to the addresses that it gets here: {@link ReachableHosts} only. */
final class CheckedNames extends NameResolver {

    private final ReachableHosts hosts;

    CheckedNames(ReachableHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public InetAddress getByName(String host) throws UnknownHostException {
        return getAllByName(host)[0];
    }

    @Override
    public InetAddress[] getAllByName(String host) throws UnknownHostException {
        try {
            return hosts.resolve(host).toArray(InetAddress[]::new);
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            UnknownHostException refused = new UnknownHostException(host);
            refused.initCause(e);
            throw refused;
        }
    }

    @Override
    public void toString(StringBuilder buffer) {
        buffer.append("CheckedNames(").append(hosts).append(')');
    }
}
