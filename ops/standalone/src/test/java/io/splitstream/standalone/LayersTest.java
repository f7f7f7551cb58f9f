package io.splitstream.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.splitstream.standalone", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule services_areStartedNotLinked = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.splitstream.edge..",
                    "io.splitstream.api..",
                    "io.splitstream.jobs..",
                    "io.splitstream.clickhouse..");

    @ArchTest
    static final ArchRule process_knowsNoPart = noClasses()
            .that()
            .resideInAPackage("io.splitstream.standalone.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.splitstream.standalone",
                    "io.splitstream.standalone.credentials..",
                    "io.splitstream.standalone.kafka..",
                    "io.splitstream.standalone.postgres..",
                    "io.splitstream.standalone.flink..",
                    "io.splitstream.standalone.service..");

    @ArchTest
    static final ArchRule parts_knowNotTheWhole = noClasses()
            .that()
            .resideInAnyPackage("io.splitstream.standalone.*..")
            .and()
            .resideOutsideOfPackage("io.splitstream.standalone.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.splitstream.standalone");
}
