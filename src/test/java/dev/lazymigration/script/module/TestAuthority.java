package dev.lazymigration.script.module;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of a test's own, made by the JDK's keytool. */
final class TestAuthority {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    private TestAuthority(Path folder) {
        this.folder = folder;
    }

    static TestAuthority in(Path folder) {
        TestAuthority authority = new TestAuthority(folder);
        authority.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c", "-validity", "3650");
        authority.keytool("-exportcert", "-alias", "ca", "-rfc", "-file", authority.path("ca.pem"));
        return authority;
    }

    /** @param name the alias, and the file's name of its certificate */
    TestAuthority issue(String name, String alternativeName, String start) {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-validity", "10");
        keytool("-certreq", "-alias", name, "-file", path(name + ".csr"));
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-infile",
                path(name + ".csr"),
                "-outfile",
                path(name + ".pem"),
                "-ext",
                "san=" + alternativeName,
                "-startdate",
                start,
                "-validity",
                "30");
        keytool("-importcert", "-noprompt", "-alias", name, "-file", path(name + ".pem"));
        return this;
    }

    /** The certificate of a name, in PEM. */
    String pem(String name) {
        try {
            return Files.readString(folder.resolve(name + ".pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of a name as PKCS #8 in PEM. */
    String key(String name) {
        try {
            Key key = store().getKey(name, PASSWORD.toCharArray());
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Key and certificate of a name as PKCS #12, with the password that its key has as well. */
    byte[] pfx(String name, KeyStore.ProtectionParameter protection) {
        try {
            KeyStore pfx = KeyStore.getInstance("PKCS12");
            pfx.load(null, null);
            PrivateKey key = (PrivateKey) store().getKey(name, PASSWORD.toCharArray());
            pfx.setEntry(name, new KeyStore.PrivateKeyEntry(key, store().getCertificateChain(name)), protection);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            pfx.store(bytes, PASSWORD.toCharArray());
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A trust store with the authority's certificate alone. */
    KeyStore trusting() {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", store().getCertificate("ca"));
            return trust;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that shows the certificate of this name, and likes to see one of the client's. */
    LocalHttp server(String name) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    name,
                    store().getKey(name, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    store().getCertificateChain(name));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusting());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = context.getDefaultSSLParameters();
                    wanted.setWantClientAuth(true);
                    parameters.setSSLParameters(wanted);
                }
            });
            return LocalHttp.on(server);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore store() {
        try {
            return KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                path("keys.p12"),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(arguments));
        if (command.contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048"));
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
