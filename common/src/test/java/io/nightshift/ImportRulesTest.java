package io.nightshift;

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
    private final JavaClasses common = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nightshift");

    @Test
    void numericKernelsImportNoSpark() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.nightshift.vector..",
                        "io.nightshift.linalg..",
                        "io.nightshift.ranking..",
                        "io.nightshift.logistic..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
                .allowEmptyShould(true)
                .check(common);
    }

    @Test
    void commonNeverImportsJobs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.nightshift.jobs..")
                .check(common);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("io.nightshift.(*)..").should().beFreeOfCycles().check(common);
    }

    @Test
    void classesAreFinalSealedOrAbstract() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .and()
                .areTopLevelClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .check(common);
    }

    @Test
    void nothingIsWrittenOverWhatIsThere() {
        noClasses()
                .should()
                .callMethod(DataFrameWriter.class, "mode", SaveMode.class)
                .check(common);
        noClasses()
                .should()
                .callMethod(DataFrameWriter.class, "mode", String.class)
                .check(common);
    }
}
