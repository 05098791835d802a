package org.tieout.accounting;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.mapping.Mappings;

/// The functional core stands on the ground floor: no module of ours below, no I/O, no clock, no rounding.
@AnalyzeClasses(packages = "org.tieout.accounting", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> INEXACT = new DescribedPredicate<>("double or float") {
        @Override
        public boolean test(JavaClass type) {
            return switch (type.getBaseComponentType().getName()) {
                case "double", "float", "java.lang.Double", "java.lang.Float" -> true;
                default -> false;
            };
        }
    };

    @ArchTest
    static final ArchRule it_depends_on_the_jdk_a_csv_reader_and_null_annotations_only = classes()
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "de.siegmar.fastcsv..", "org.jspecify..", "org.tieout.accounting.."));

    @ArchTest
    static final ArchRule only_the_two_loaders_of_shipped_tables_read_anything = noClasses()
            .that()
            .doNotBelongToAnyOf(Catalogue.class, Mappings.class)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.sql.."));

    @ArchTest
    static final ArchRule nothing_asks_the_time = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethodWhere(new DescribedPredicate<>("it is called now or reads the system's time") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                    return call.getName().equals("now")
                            || call.getName().equals("currentTimeMillis")
                            || call.getName().equals("nanoTime");
                }
            });

    @ArchTest
    static final ArchRule no_chance_is_involved = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.random.."))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.UUID.class);

    @ArchTest
    static final ArchRule no_field_is_inexact = fields().should().notHaveRawType(INEXACT);

    @ArchTest
    static final ArchRule no_method_is_inexact = methods()
            .should()
            .notHaveRawReturnType(INEXACT)
            .andShould(new ArchCondition<>("take only exact numbers") {
                @Override
                public void check(com.tngtech.archunit.core.domain.JavaMethod method, ConditionEvents events) {
                    if (takesInexact(method)) {
                        events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is inexact"));
                    }
                }
            });

    @ArchTest
    static final ArchRule packages_do_not_depend_on_each_other_in_circles = SlicesRuleDefinition.slices()
            .matching("org.tieout.accounting.(plan|tieout|source|money)..")
            .should()
            .beFreeOfCycles();

    private static boolean takesInexact(JavaCodeUnit method) {
        return method.getRawParameterTypes().stream().anyMatch(INEXACT);
    }
}
