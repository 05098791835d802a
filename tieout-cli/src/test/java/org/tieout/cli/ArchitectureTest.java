package org.tieout.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/// The one-way arrows of docs/architecture.md, in sentences. THINK HARD before changing this file: every arrow
/// that is turned or added here will be paid for by whoever changes one part next year.
@AnalyzeClasses(packages = "org.tieout", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String OURS = "org.tieout..";

    @ArchTest
    static final ArchRule theSimulatorStandsAlone = noClasses()
            .that()
            .resideInAPackage("org.tieout.simulator..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAPackage("org.tieout.simulator.."))))
            .because("a vendor's stand-in that shares code with the client agrees with its mistakes");

    @ArchTest
    static final ArchRule theFunctionalCoreKnowsTheJdkAndACsvReaderOnly = classes()
            .that()
            .resideInAPackage("org.tieout.accounting..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.tieout.accounting..", "java..", "de.siegmar.fastcsv..", "org.jspecify.annotations..")
            .because("accounting is decided by pure functions that can be tested without anything else");

    @ArchTest
    static final ArchRule theFunctionalCoreHasNoClockAndNoThreads = noClasses()
            .that()
            .resideInAPackage("org.tieout.accounting..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..")
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(Executor.class))
                    .or(assignableTo(Future.class)))
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("the same input must always give the same plan");

    @ArchTest
    static final ArchRule moneyIsNeverAFloatingPointField = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("org.tieout.accounting..", "org.tieout.event..")
            .should()
            .notHaveRawType(double.class)
            .andShould()
            .notHaveRawType(float.class)
            .because("cents do not survive binary fractions");

    @ArchTest
    static final ArchRule noFigureOfTheCoreIsAFloatingPointResult = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("org.tieout.accounting..")
            .should()
            .notHaveRawReturnType(double.class)
            .andShould()
            .notHaveRawReturnType(float.class);

    @ArchTest
    static final ArchRule schemasHoldNoLogicOfOurs = noClasses()
            .that()
            .resideInAnyPackage("org.tieout.schemas..", "org.tieout.event..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage(OURS).and(not(resideInAnyPackage("org.tieout.schemas..", "org.tieout.event.."))))
            .because("they are the contract between services and with every reader");

    @ArchTest
    static final ArchRule thePlatformKnowsNothingOfTheProduct = noClasses()
            .that()
            .resideInAPackage("org.tieout.platform..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAPackage("org.tieout.platform.."))))
            .because("a broker is a broker: any cluster takes its place by URL");

    @ArchTest
    static final ArchRule runtimeStandsOnSchemasAndAccounting = noClasses()
            .that()
            .resideInAPackage("org.tieout.runtime..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage(
                            "org.tieout.runtime..",
                            "org.tieout.schemas..",
                            "org.tieout.event..",
                            "org.tieout.accounting.."))))
            .because("what every service shares knows no service and no vendor");

    @ArchTest
    static final ArchRule servicesNeverImportEachOther = noClasses()
            .that()
            .resideInAPackage("org.tieout.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tieout.mapper..", "org.tieout.sink..")
            .because("they meet in topics only");

    @ArchTest
    static final ArchRule theMapperImportsNoOtherService = noClasses()
            .that()
            .resideInAPackage("org.tieout.mapper..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tieout.ingest..", "org.tieout.sink..");

    @ArchTest
    static final ArchRule aSinkImportsNoOtherService = noClasses()
            .that()
            .resideInAPackage("org.tieout.sink..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tieout.ingest..", "org.tieout.mapper..");

    @ArchTest
    static final ArchRule theAlertSenderReadsAlertsAndKnowsNothingOfBooks = noClasses()
            .that()
            .resideInAPackage("org.tieout.alerts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.tieout.ingest..", "org.tieout.mapper..", "org.tieout.sink..", "org.tieout.accounting..")
            .because("whoever raises an alert says what it is about; to tell people needs nothing else");

    @ArchTest
    static final ArchRule productionCodeOfServicesKnowsNeitherSimulatorNorPlatformNorCommand = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.tieout.ingest..",
                    "org.tieout.mapper..",
                    "org.tieout.sink..",
                    "org.tieout.alerts..",
                    "org.tieout.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tieout.simulator..", "org.tieout.platform..", "org.tieout.cli..");

    @ArchTest
    static final ArchRule whatTestsOfSinksShareIsForTests = noClasses()
            .that()
            .resideInAPackage(OURS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tieout.sink.testing..")
            .because("it plans, and knows the simulator: what runs in production may do neither");

    @ArchTest
    static final ArchRule onlyAccountingDecides = noClasses()
            .that()
            .resideInAnyPackage("org.tieout.ingest..", "org.tieout.sink..", "org.tieout.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.tieout.accounting.plan..",
                    "org.tieout.accounting.catalogue..",
                    "org.tieout.accounting.tieout..",
                    "org.tieout.accounting.mapping..")
            .because(
                    "a source reads, a sink renders; what is posted is decided once, in the core, called by the mapper");

    @ArchTest
    static final ArchRule theMapperCallsNobody = noClasses()
            .that()
            .resideInAPackage("org.tieout.mapper..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "okhttp3..", "java.net.http..", "org.tieout.runtime.http..", "org.tieout.runtime.secret..")
            .because("a plan must not wait for a network, and must come out the same when it is replayed");

    @ArchTest
    static final ArchRule nobodyImportsTheCommand = noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .resideOutsideOfPackages("org.tieout.cli..", "org.tieout.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tieout.cli..");
}
