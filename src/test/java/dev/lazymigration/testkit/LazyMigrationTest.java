package dev.lazymigration.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that meets the JAR in a real Keycloak. All such classes of a JVM share one server, which is started for
 * the first of them; each has a fresh realm and a fresh legacy database.
 *
 * <p>Test methods, lifecycle methods and constructors may ask for a {@link KeycloakServer}, {@link TestRealm}, {@link
 * LegacyDatabase}, {@link KeycloakTables}, {@link Mailbox}, {@link ServerCertificate}, which the server trusts, or {@link
 * Browser} as a parameter; all but the browser, which is a new one each time, are the same for the whole class. When a test fails, the server's log since its
 * beginning is printed.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KeycloakExtension.class)
public @interface LazyMigrationTest {

    /** How the realm of the class is made. */
    Class<? extends RealmConfig> realm() default RealmConfig.WithDefaults.class;
}
