package io.splitstream.edge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.splitstream", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule netty_outsideHttp_isNotUsed = noClasses()
            .that()
            .resideOutsideOfPackage("io.splitstream.edge.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule disruptor_outsideRing_isNotUsed = noClasses()
            .that()
            .resideOutsideOfPackage("io.splitstream.edge.ring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.lmax..");

    @ArchTest
    static final ArchRule kafkaClient_outsideKafka_isNotUsed = noClasses()
            .that()
            .resideOutsideOfPackage("io.splitstream.edge.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule otherModules_butForTheContracts_areNotUsed = noClasses()
            .that()
            .resideInAPackage("io.splitstream.edge..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.splitstream..")
                    .and(not(resideInAnyPackage("io.splitstream.edge..", "io.splitstream.contracts.."))));

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("io.splitstream.edge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule intake_knowsNeitherWebNorBroker = noClasses()
            .that()
            .resideInAPackage("io.splitstream.edge.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.splitstream.edge.http..", "io.splitstream.edge.kafka..", "io.splitstream.edge.ring..");
}
