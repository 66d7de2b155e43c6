package dev.lazymigration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;

@AnalyzeClasses(packages = "dev.lazymigration", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theVocabularyOfTheLegacySystemKnowsNothingButTheJdk = classes()
            .that()
            .resideInAPackage("dev.lazymigration.legacy")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.lazymigration.legacy", "java..");

    @ArchTest
    static final ArchRule onlyTheScriptPackageKnowsTheEngineAndTheCompiler = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lazymigration.script")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mozilla..", "com.google.javascript..");

    @ArchTest
    static final ArchRule onlyTheBuildRewritesClassFiles = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lazymigration.engine")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lazymigration.engine", "org.objectweb.asm..");

    @ArchTest
    static final ArchRule onlyTheModulesKnowDriversAndHashLibraries = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lazymigration.script.module")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.postgresql..",
                    "org.mariadb..",
                    "com.microsoft.sqlserver..",
                    "com.mongodb..",
                    "org.bson..",
                    "com.unboundid..",
                    "org.apache.commons.pool2..",
                    "org.apache.commons.codec..",
                    "at.favre..",
                    "org.bouncycastle..");

    /** Of Keycloak's database its own interfaces speak, and JPA; what a database has said is in the exception of JDBC alone. */
    @ArchTest
    static final ArchRule onlyTheModulesAndThePackagesNamedForJpaKnowJdbc = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.lazymigration.script.module",
                    "dev.lazymigration.ledger.jpa",
                    "dev.lazymigration.migration.jpa",
                    "dev.lazymigration.closing.jpa")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..");

    @ArchTest
    static final ArchRule onlyTheModulesAndTheEdgeKnowTheHttpClient = noClasses()
            .that()
            .resideOutsideOfPackages("dev.lazymigration", "dev.lazymigration.script.module")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.http..", "javax.net.ssl..");

    @ArchTest
    static final ArchRule scriptsKnowNothingOfKeycloak = noClasses()
            .that()
            .resideInAPackage("dev.lazymigration.script..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.keycloak..");

    @ArchTest
    static final ArchRule scriptsKnowOfTheProjectOnlyTheLegacyVocabularyAndTheFormOfLogLines = classes()
            .that()
            .resideInAPackage("dev.lazymigration.script..")
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("dev.lazymigration..")
                    .or(JavaClass.Predicates.resideInAnyPackage(
                            "dev.lazymigration.script..", "dev.lazymigration.legacy", "dev.lazymigration.log")));

    @ArchTest
    static final ArchRule theMigrationKnowsNothingOfScripts = noClasses()
            .that()
            .resideInAnyPackage("dev.lazymigration.migration..", "dev.lazymigration.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lazymigration.script..", "dev.lazymigration.config..");

    @ArchTest
    static final ArchRule theSyncKnowsTheMigrationAndItsBooksAndNoScripts = classes()
            .that()
            .resideInAPackage("dev.lazymigration.sync")
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("dev.lazymigration..")
                    .or(JavaClass.Predicates.resideInAnyPackage(
                            "dev.lazymigration.sync",
                            "dev.lazymigration.legacy",
                            "dev.lazymigration.migration..",
                            "dev.lazymigration.ledger..",
                            "dev.lazymigration.log")));

    @ArchTest
    static final ArchRule theAuditKnowsTheMigrationItsBooksAndThePagesOfASync = classes()
            .that()
            .resideInAPackage("dev.lazymigration.audit")
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("dev.lazymigration..")
                    .or(JavaClass.Predicates.resideInAnyPackage(
                            "dev.lazymigration.audit",
                            "dev.lazymigration.sync",
                            "dev.lazymigration.legacy",
                            "dev.lazymigration.migration..",
                            "dev.lazymigration.ledger..",
                            "dev.lazymigration.log")));

    @ArchTest
    static final ArchRule onlyTheMetricsKnowMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lazymigration.metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyTheTracingKnowsOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lazymigration.tracing")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule onlyTheEdgeKnowsTheMetricsAndTheTracing = noClasses()
            .that()
            .resideOutsideOfPackages("dev.lazymigration", "dev.lazymigration.metrics", "dev.lazymigration.tracing")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lazymigration.metrics", "dev.lazymigration.tracing");

    @ArchTest
    static final ArchRule onlyPackagesNamedForItKnowJpa = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.lazymigration.ledger.jpa", "dev.lazymigration.migration.jpa", "dev.lazymigration.closing.jpa")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "org.hibernate..");

    @ArchTest
    static final ArchRule theAdminApiKnowsTheUseCasesAndNothingBelow = noClasses()
            .that()
            .resideInAPackage("dev.lazymigration.admin")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lazymigration.script..");

    @ArchTest
    static final ArchRule nothingDependsOnTheAdminApi = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lazymigration.admin")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lazymigration.admin");

    @ArchTest
    static final ArchRule nothingDependsOnTheEdge = noClasses()
            .that()
            .resideInAPackage("dev.lazymigration.(*)..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lazymigration");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.lazymigration.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule classesAreFinalUnlessSomethingDerivesFromThem = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .areNotAnnotatedWith(Entity.class)
            .and()
            .doNotHaveSimpleName("package-info")
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveModifier(JavaModifier.FINAL);
}
