package io.splitstream.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.splitstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule contracts_dependOnNoServiceAndOnFewLibraries = classes()
            .that()
            .resideInAPackage("io.splitstream.contracts..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.splitstream.contracts..",
                    "io.splitstream.statistics..",
                    "java..",
                    "org.apache.avro..",
                    "com.fasterxml.jackson..",
                    "com.nimbusds..",
                    "org.slf4j..",
                    "org.jspecify..");
}
