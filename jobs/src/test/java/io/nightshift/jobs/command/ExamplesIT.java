package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.ingest.InputOutcomesTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.spark.TestSpark;
import io.nightshift.warehouse.WarehouseRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The settings files of conf/examples over the data they are for, which may not be shipped: a folder for each data set in the folder that
 * NIGHTSHIFT_TEST_DATA names. Expected numbers were counted by other programs over the same files.
 */
@EnabledIfEnvironmentVariable(
        named = "NIGHTSHIFT_TEST_DATA",
        matches = ".+",
        disabledReason = "NIGHTSHIFT_TEST_DATA names no folder with the data sets")
class ExamplesIT {
    @TempDir
    private Path folder;

    @BeforeAll
    static void startSpark() {
        TestSpark.session();
    }

    /** Vectors are short here: their quality is not what these tests are about. */
    private WarehouseRun night(String example, String data, LocalDate date) throws IOException {
        Path warehouse = folder.resolve("warehouse");
        Path settings = Files.writeString(
                folder.resolve("example.conf"),
                """
                include required(file("%s"))
                variables.data = "%s"
                nightshift.warehouse = "%s"
                nightshift.recommend.als { rank = 8, iterations = 3 }
                """
                        .formatted(
                                Path.of("../conf/examples")
                                        .toAbsolutePath()
                                        .normalize()
                                        .resolve(example),
                                Path.of(System.getenv("NIGHTSHIFT_TEST_DATA"), data),
                                warehouse));
        StringWriter err = new StringWriter();
        CommandLine line = CommandLineInterface.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err, true));
        int status = line.execute(
                "nightly", "--config", settings.toString(), "--date", date.toString(), "--run-id", "example");
        assertThat(status).as(err.toString()).isZero();
        return StoredTables.run(warehouse, date, "example");
    }

    private static List<String> outcomes(WarehouseRun run) {
        return run
                .read(TestSpark.session(), InputOutcomesTable.CONTRACT)
                .groupBy(InputOutcomesTable.INPUT, InputOutcomesTable.OUTCOME)
                .agg(org.apache.spark.sql.functions.sum(InputOutcomesTable.ROWS).as(InputOutcomesTable.ROWS))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + " " + row.getString(1) + " " + row.getLong(2))
                .toList();
    }

    private static long lists(WarehouseRun run) {
        return run.read(TestSpark.session(), RecommendationsTable.CONTRACT)
                .select(RecommendationsTable.USER_ID)
                .distinct()
                .count();
    }

    @Test
    void readsRetailLinesWithReturnsCancellationsAndMissingCustomers() throws IOException {
        WarehouseRun run = night("online-retail-ii.conf", "online-retail-ii", LocalDate.of(2011, 12, 9));
        assertThat(outcomes(run))
                .containsExactlyInAnyOrder(
                        "events excluded 259451",
                        "events negative-amount 3",
                        "events duplicate 11634",
                        "events kept 785655",
                        "items excluded 5493",
                        "items duplicate 1046008",
                        "items kept 5242");
        assertThat(lists(run)).isEqualTo(5874);
    }

    @Test
    void readsRatingsAsEvents() throws IOException {
        WarehouseRun run = night("movielens.conf", "ml-latest-small", LocalDate.of(2016, 10, 16));
        assertThat(outcomes(run)).containsExactlyInAnyOrder("events kept 100004", "items kept 9125");
        assertThat(lists(run)).isEqualTo(671);
    }

    @Test
    void readsCountsWithoutTimes() throws IOException {
        WarehouseRun run = night("lastfm.conf", "hetrec-lastfm-2k", LocalDate.of(2011, 5, 1));
        assertThat(outcomes(run)).containsExactly("events kept 92834");
        assertThat(lists(run)).isEqualTo(1892);
    }
}
