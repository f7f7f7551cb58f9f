package io.splitstream.clickhouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.splitstream.clickhouse");

    @Test
    void nativeCalls_areTheEnginesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..clickhouse.engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(classes);
    }

    @Test
    void http_isTheFrontsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..clickhouse.http")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.net.httpserver..")
                .check(classes);
    }

    @Test
    void statements_areReadWithoutTheRest() {
        noClasses()
                .that()
                .resideInAPackage("..clickhouse.sql")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..clickhouse.engine", "..clickhouse.access", "..clickhouse.http")
                .check(classes);
    }
}
