package dev.lazymigration.testkit;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Gives a {@link LazyMigrationTest} its realm and what it asks for. */
final class KeycloakExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(KeycloakExtension.class);
    private static final AtomicInteger REALMS = new AtomicInteger();
    private static final Set<Class<?>> OFFERED = Set.of(
            KeycloakServer.class,
            TestRealm.class,
            LegacyDatabase.class,
            KeycloakTables.class,
            Mailbox.class,
            ServerCertificate.class,
            Browser.class);

    /** What belongs to one test class, its nested classes included. */
    private record Fixture(TestRealm realm, LegacyDatabase legacy) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        fixture(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE)
                .put(ServerLog.Mark.class, shared(context).server().log().mark());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            ServerLog log = shared(context).server().log();
            ServerLog.Mark begin = context.getStore(NAMESPACE).get(ServerLog.Mark.class, ServerLog.Mark.class);
            System.err.println("Keycloak's log during \"" + context.getDisplayName() + "\" (all of it: " + log.file()
                    + "):\n" + log.since(begin));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return OFFERED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == KeycloakServer.class) {
            return shared(context).server();
        } else if (type == TestRealm.class) {
            return fixture(context).realm();
        } else if (type == LegacyDatabase.class) {
            return fixture(context).legacy();
        } else if (type == KeycloakTables.class) {
            return shared(context).tables();
        } else if (type == Mailbox.class) {
            return shared(context).mailbox();
        } else if (type == ServerCertificate.class) {
            return shared(context).trusted();
        }
        return new Browser();
    }

    private static SharedKeycloak shared(ExtensionContext context) {
        // Closed by JUnit with its session, at the end of the JVM; the root context may be that of one test class
        // alone.
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(SharedKeycloak.class, key -> new SharedKeycloak(), SharedKeycloak.class);
    }

    private static Fixture fixture(ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(Fixture.class, key -> newFixture(context), Fixture.class);
    }

    private static Fixture newFixture(ExtensionContext context) {
        SharedKeycloak shared = shared(context);
        LegacyDatabase legacy = shared.newLegacyDatabase();
        Class<?> test = context.getRequiredTestClass();
        RealmConfig config = AnnotationSupport.findAnnotation(test, LazyMigrationTest.class)
                .map(annotation -> ReflectionSupport.newInstance(annotation.realm()))
                .orElseThrow();
        String name = test.getSimpleName().toLowerCase(Locale.ROOT) + "-" + REALMS.incrementAndGet();
        TestRealm.Builder realm = TestRealm.named(name).with(shared.mailbox());
        return new Fixture(config.configure(realm, legacy).create(shared.server()), legacy);
    }
}
