package dev.lazymigration;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The version of the JAR that this class comes from. */
final class JarVersion {

    private JarVersion() {}

    /**
     * Empty outside of a JAR, and when the JAR can not be read any more. Read from the manifest: Keycloak's class loader does not tell packages of it, and so {@link
     * Package#getImplementationVersion()} knows nothing.
     */
    static Optional<String> current() {
        try {
            URLConnection connection =
                    JarVersion.class.getResource("JarVersion.class").openConnection();
            if (!(connection instanceof JarURLConnection resource)) {
                return Optional.empty();
            }
            // Not one that others read from too: it is closed here.
            resource.setUseCaches(false);
            try (JarFile jar = resource.getJarFile()) {
                return Optional.ofNullable(
                        jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
            }
        } catch (IOException replacedUnderTheRunningServer) {
            return Optional.empty();
        }
    }
}
