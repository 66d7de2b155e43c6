package dev.lazymigration.script.module;

import com.mongodb.spi.dns.DnsClient;
import com.mongodb.spi.dns.DnsException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * Asks the server's own DNS which hosts {@code mongodb+srv://} stands for. Like the driver's own client, but not for
 * longer than a login may take.
 *
 * @param server as a URL of JNDI, or {@code dns:} for what the operating system uses
 */
record MongoDns(String server) implements DnsClient {

    static final MongoDns OF_THE_SYSTEM = new MongoDns("dns:");

    private static final Map<String, String> PATIENCE =
            Map.of("com.sun.jndi.dns.timeout.initial", "1000", "com.sun.jndi.dns.timeout.retries", "2");

    @Override
    public List<String> getResourceRecordData(String name, String type) throws DnsException {
        Hashtable<String, String> environment = new Hashtable<>(PATIENCE);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, server);
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                return values(context.getAttributes(name, new String[] {type}).get(type));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            // The driver asks for TXT records, which need not be there; without SRV records it fails by itself.
            return List.of();
        } catch (NamingException e) {
            throw new DnsException("The " + type + " records of " + name + " can not be read", e);
        }
    }

    private static List<String> values(Attribute records) throws NamingException {
        List<String> values = new ArrayList<>();
        if (records != null) {
            NamingEnumeration<?> all = records.getAll();
            while (all.hasMore()) {
                values.add(String.valueOf(all.next()));
            }
        }
        return values;
    }
}
