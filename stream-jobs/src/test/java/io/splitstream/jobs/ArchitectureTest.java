package io.splitstream.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.splitstream.jobs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule core_knowsNeitherFlinkNorKafkaNorAStore = classes()
            .that()
            .resideInAPackage("..core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..jobs..core..",
                    "io.splitstream.contracts..",
                    "io.splitstream.statistics..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule metricsKnowNoOtherJob = noClasses()
            .that()
            .resideInAPackage("io.splitstream.jobs.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.splitstream.jobs.archive..", "io.splitstream.jobs.insights..");

    @ArchTest
    static final ArchRule archiveKnowsNoOtherJob = noClasses()
            .that()
            .resideInAPackage("io.splitstream.jobs.archive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.splitstream.jobs.metrics..", "io.splitstream.jobs.insights..");

    @ArchTest
    static final ArchRule insightsKnowNoOtherJob = noClasses()
            .that()
            .resideInAPackage("io.splitstream.jobs.insights..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.splitstream.jobs.metrics..", "io.splitstream.jobs.archive..");

    @ArchTest
    static final ArchRule connectorAloneSpeaksToStores = noClasses()
            .that()
            .resideOutsideOfPackage("io.splitstream.jobs.connector..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.clickhouse..", "org.apache.kafka.clients.producer..", "org.apache.kafka.clients.admin..");

    @ArchTest
    static final ArchRule jobs_knowNoOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.splitstream.edge..", "io.splitstream.api..");
}
