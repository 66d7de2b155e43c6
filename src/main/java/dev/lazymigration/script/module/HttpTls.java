package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.config.Lookup;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;

/**
 * What a script says about TLS, in the words of Node's {@code tls.connect}: {@code ca} instead of those whom the server
 * trusts, {@code cert} and {@code key}, or {@code pfx}, to show who the client is.
 *
 * @param authorities the certificates of {@code ca}, possibly none
 * @param identity a key and its certificates, or null
 */
record HttpTls(List<Certificate> authorities, Identity identity) {

    private static final int LONGEST = 1024 * 1024;
    private static final HttpTls USUAL = new HttpTls(List.of(), null);

    private record Identity(KeyStore store, char[] password) {}

    /** @param options a Map, or anything else for none */
    static HttpTls of(Object options) throws HostException {
        if (!(options instanceof Map<?, ?> fields)) {
            return USUAL;
        }
        return new HttpTls(certificates(fields.get("ca"), "ca"), identity(fields));
    }

    /** Whether a connection like any other of the server's will do. */
    boolean isUsual() {
        return authorities.isEmpty() && identity == null;
    }

    /** What connects instead of the client's own factories. */
    Lookup<ConnectionSocketFactory> sockets(Optional<KeyStore> usualAuthorities) throws HostException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(usualAuthorities), null);
            return RegistryBuilder.<ConnectionSocketFactory>create()
                    .register("http", PlainConnectionSocketFactory.getSocketFactory())
                    .register("https", new SSLConnectionSocketFactory(context))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw HostException.misuse("The TLS options can not be used: " + e.getMessage());
        }
    }

    private KeyManager[] keys() throws GeneralSecurityException {
        if (identity == null) {
            return new KeyManager[0];
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity.store(), identity.password());
        return factory.getKeyManagers();
    }

    private TrustManager[] trust(Optional<KeyStore> usualAuthorities) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isEmpty()) {
            factory.init(usualAuthorities.orElse(null));
        } else {
            KeyStore store = empty();
            for (Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            factory.init(store);
        }
        return factory.getTrustManagers();
    }

    private static Identity identity(Map<?, ?> fields) throws HostException {
        char[] password = fields.get("passphrase") instanceof String text ? text.toCharArray() : new char[0];
        Object pfx = fields.get("pfx") instanceof List<?> list && !list.isEmpty() ? list.get(0) : fields.get("pfx");
        try {
            if (pfx instanceof byte[] bytes) {
                Pkcs12File file = Pkcs12File.read(bytes, password);
                return identity(file.key(), file.chain(), password);
            }
            List<Certificate> chain = certificates(fields.get("cert"), "cert");
            if (chain.isEmpty() || fields.get("key") == null) {
                return null;
            }
            return identity(PemKey.read(pem(fields.get("key"), "key")), chain, password);
        } catch (GeneralSecurityException | IOException e) {
            throw HostException.misuse("The client certificate can not be read: " + e.getMessage());
        }
    }

    private static Identity identity(PrivateKey key, List<Certificate> chain, char[] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("client", key, password, chain.toArray(Certificate[]::new));
        return new Identity(store, password);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Object value, String name) throws HostException {
        String pem = pem(value, name);
        if (pem.isBlank()) {
            return List.of();
        }
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
            return List.copyOf(certificates);
        } catch (GeneralSecurityException e) {
            throw HostException.misuse("The TLS option " + name + " holds no certificates in PEM format");
        }
    }

    /** A text, bytes, or a list of either; several certificates can stand one after another. */
    private static String pem(Object value, String name) throws HostException {
        StringBuilder pem = new StringBuilder();
        for (Object part : value instanceof List<?> list ? list : Arrays.asList(value)) {
            pem.append(
                            part instanceof byte[] bytes
                                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                                    : part == null ? "" : part)
                    .append('\n');
            if (pem.length() > LONGEST) {
                throw HostException.misuse("The TLS option " + name + " is larger than " + LONGEST + " bytes");
            }
        }
        return pem.toString();
    }

    /** Without the key and its password. */
    @Override
    public String toString() {
        return "HttpTls[" + authorities.size() + " authorities, " + (identity == null ? "no" : "an") + " identity]";
    }
}
