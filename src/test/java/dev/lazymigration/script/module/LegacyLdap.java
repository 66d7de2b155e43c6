package dev.lazymigration.script.module;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A directory with Ada in it, over LDAP, LDAP with STARTTLS, and LDAPS with a certificate for localhost. */
final class LegacyLdap implements AutoCloseable {

    static final String BASE = "dc=example,dc=org";
    static final String ADA = "uid=ada,ou=people," + BASE;
    static final String ADMIN = "cn=admin," + BASE;
    /** No text: not even UTF-8. */
    static final byte[] PHOTO = {(byte) 0xff, (byte) 0xd8, 0, 1, (byte) 0x80};

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> binds = new CopyOnWriteArrayList<>();
    private final InMemoryDirectoryServer server;
    private volatile ResultCode refusal = ResultCode.SUCCESS;
    private volatile boolean hanging;

    private LegacyLdap(LegacyCertificate certificate) throws LDAPException, LDIFException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig(
                        "ldap", null, 0, certificate.context().getSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig(
                        "ldaps", 0, certificate.context().getServerSocketFactory()));
        config.addAdditionalBindCredentials(ADMIN, "adm1n");
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(new Moods());
        server = new InMemoryDirectoryServer(config);
        server.add("dn: " + BASE, "objectClass: domain", "dc: example");
        server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
        Entry ada = new Entry(
                "dn: " + ADA,
                "objectClass: inetOrgPerson",
                "uid: ada",
                "cn: Ada Lovelace",
                "sn: Lovelace (née Byron)",
                "mail: ada@example.org",
                "mail: countess@example.org",
                "userPassword: right");
        ada.addAttribute("jpegPhoto", PHOTO);
        server.add(ada);
        server.startListening();
    }

    static LegacyLdap launch() {
        return launch(LegacyCertificate.LOCALHOST);
    }

    static LegacyLdap launch(LegacyCertificate certificate) {
        try {
            return new LegacyLdap(certificate);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "ldap://localhost:" + server.getListenPort("ldap");
    }

    String encryptedUrl() {
        return "ldaps://localhost:" + server.getListenPort("ldaps");
    }

    void add(String... ldif) {
        try {
            server.add(ldif);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    String value(String dn, String attribute) {
        try {
            return server.getEntry(dn).getAttributeValue(attribute);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names with which somebody tried to bind. */
    List<String> binds() {
        return binds;
    }

    /** From now on everything ends like this. */
    void refuse(ResultCode code) {
        refusal = code;
    }

    /** From now on searches are not answered. */
    void hang() {
        hanging = true;
    }

    @Override
    public void close() {
        end.countDown();
        server.shutDown(true);
    }

    private final class Moods extends InMemoryOperationInterceptor {

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            binds.add(request.getRequest().getBindDN());
            refuse();
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            refuse();
            if (hanging) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private void refuse() throws LDAPException {
            if (refusal != ResultCode.SUCCESS) {
                throw new LDAPException(refusal, "not now");
            }
        }
    }
}
