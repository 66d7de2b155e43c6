package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the JAR that users install. */
class ShadedJarIT {

    @Test
    void everyClassIsInAPackageOfOursExceptRhino() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("lazymigration.jar"))) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
                    .hasSizeGreaterThan(1000)
                    .allSatisfy(name ->
                            assertThat(name).matches("(META-INF/versions/\\d+/)?(dev/lazymigration|org/mozilla)/.*"));
        }
    }

    @Test
    void noDriverOfOursEnlistsItselfInTheServer() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("lazymigration.jar"))) {
            assertThat(jar.getEntry("META-INF/services/java.sql.Driver")).isNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
        }
    }
}
