package io.nightshift.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;

class ImportRulesTest {
    private final JavaClasses jobs = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nightshift.jobs");

    @Test
    void onlyTheRunItsPublicationAndTheCommandsTouchStorage() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.nightshift.jobs.ingest..",
                        "io.nightshift.jobs.features..",
                        "io.nightshift.jobs.recommend..",
                        "io.nightshift.jobs.propensity..",
                        "io.nightshift.jobs.evaluate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.nightshift.warehouse..", "io.nightshift.storage..")
                .check(jobs);
    }

    @Test
    void domainsFormNoCircle() {
        slices().matching("io.nightshift.jobs.(*)..").should().beFreeOfCycles().check(jobs);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areTopLevelClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(jobs);
    }

    @Test
    void nothingIsWrittenOverWhatIsThere() {
        noClasses()
                .should()
                .callMethod(DataFrameWriter.class, "mode", SaveMode.class)
                .check(jobs);
        noClasses()
                .should()
                .callMethod(DataFrameWriter.class, "mode", String.class)
                .check(jobs);
    }
}
