package dev.lazymigration.testkit;

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

    /** Keycloak as it is, without our provider. */
    final class WithoutProvider implements RealmConfig {

        @Override
        public TestRealm.Builder configure(TestRealm.Builder realm, LegacyDatabase legacy) {
            return realm;
        }
    }
}
