package dev.lazymigration.testkit;

import dev.lazymigration.config.MigrationConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How the realm of a test class is made; an implementation needs a constructor without parameters. */
@FunctionalInterface
public interface RealmConfig {

    /** Completes a realm that already sends its mails to the mailbox. */
    TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy);

    /** Our provider on the legacy database, with the scripts it comes with. */
    final class WithDefaults implements RealmConfig {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm.with(legacy);
        }
    }

    /**
     * Our provider on the legacy database, with the scripts it comes with, except that the fields of {@link
     * LegacyAccount#withDetails} are added to what both scripts return, and go before the others.
     */
    class WithDetails implements RealmConfig {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm.with(legacy).loginScript(withDetails("login.js")).getUserScript(withDetails("getUser.js"));
        }

        private static String withDetails(String script) {
            try (InputStream resource = MigrationConfig.class.getResourceAsStream(script)) {
                String source = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
                String changed = source.replace("profile: user.profile\n", "...user.details\n");
                if (changed.equals(source)) {
                    throw new IllegalStateException(script + " has no line to replace");
                }
                return changed;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Keycloak as it is, without our provider. */
    final class WithoutProvider implements RealmConfig {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm;
        }
    }
}
