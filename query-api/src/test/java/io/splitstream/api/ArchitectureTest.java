package io.splitstream.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.splitstream.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] DOMAIN = {
        "..api.experiment..",
        "..api.assignment..",
        "..api.audience..",
        "..api.decision..",
        "..api.alert..",
        "..api.delivery..",
        "..api.study..",
        "..api.page..",
        "..api.plan..",
        "..api.site..",
        "..api.generation..",
        "..api.idea..",
        "..api.schedule..",
        "..api.news.."
    };

    @ArchTest
    static final ArchRule domainKnowsNoWebNoSqlNoBroker = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..",
                    "java.sql..",
                    "org.jdbi..",
                    "com.clickhouse..",
                    "org.apache.kafka..",
                    "com.fasterxml.jackson..",
                    "..api.surface..",
                    "..api.store..",
                    "..api.kafka..");

    @ArchTest
    static final ArchRule onlyResultsKnowsClickHouse = noClasses()
            .that()
            .resideOutsideOfPackage("..api.results..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.clickhouse..");

    @ArchTest
    static final ArchRule onlyStoreKnowsPostgres = noClasses()
            .that()
            .resideOutsideOfPackage("..api.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule onlyOutboundMakesRequestsToUsersUrls = noClasses()
            .that()
            .resideOutsideOfPackage("..api.outbound..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule onlyMailKnowsMail = noClasses()
            .that()
            .resideOutsideOfPackage("..api.mail..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.mail..");

    @ArchTest
    static final ArchRule onlyKafkaKnowsKafka = noClasses()
            .that()
            .resideOutsideOfPackage("..api.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule onlySurfaceAndMainKnowTheWeb = noClasses()
            .that()
            .resideOutsideOfPackages("..api.surface..", "io.splitstream.api")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule platformDependsOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..api.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..api.surface..",
                    "..api.experiment..",
                    "..api.assignment..",
                    "..api.decision..",
                    "..api.results..",
                    "..api.store..",
                    "..api.kafka..",
                    "..api.identity..");

    @ArchTest
    static final ArchRule noOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.splitstream.edge..", "io.splitstream.jobs..");
}
