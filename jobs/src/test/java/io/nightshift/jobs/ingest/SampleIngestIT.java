package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.NightshiftSettings;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The sample of 600 households with the settings that the demo uses; expected figures counted with SQL over the same files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleIngestIT {
    private FolderRun run;

    @BeforeAll
    void ingestTheSample(@TempDir Path folder) {
        run = new FolderRun(folder, LocalDate.of(2017, 12, 28), sampleSettings());
        new IngestJob().compute(run);
    }

    /** The paths of the file are relative to the root of the project. */
    private static NightshiftSettings sampleSettings() {
        Config settings = ConfigFactory.parseFile(new File("../conf/sample.conf"))
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .resolve();
        String fromHere = settings.root().render().replace("\"samples/", "\"../samples/");
        return Settings.read(ConfigFactory.parseString(fromHere), "nightshift", NightshiftSettings::read);
    }

    @Test
    void givesEveryRowOneOutcome() {
        assertThat(run.table(InputOutcomesTable.CONTRACT)
                        .select("input", "outcome", "rows")
                        .toJSON()
                        .takeAsList(100))
                .containsExactlyInAnyOrder(
                        outcome("events", "after-run-date", 3_576),
                        outcome("events", "excluded", 2_807),
                        outcome("events", "unknown-item", 8),
                        outcome("events", "excluded-item", 4_163),
                        outcome("events", "kept", 349_166),
                        outcome("items", "excluded", 183),
                        outcome("items", "kept", 37_661));
        assertThat(3_576 + 2_807 + 8 + 4_163 + 349_166).as("lines of the file").isEqualTo(359_720);
    }

    @Test
    void storesTheKeptEventsWithTheirSales() {
        Row totals = run.table(EventsTable.CONTRACT)
                .agg(
                        countDistinct(EventsTable.USER_ID),
                        countDistinct(EventsTable.ITEM_ID),
                        sum(EventsTable.AMOUNT).cast("decimal(28,4)"))
                .first();
        assertThat(totals.getLong(0)).isEqualTo(599);
        assertThat(totals.getLong(1)).isEqualTo(37_330);
        assertThat(totals.getDecimal(2)).isEqualByComparingTo(new BigDecimal("1005239.98"));
    }

    @Test
    void storesItemsWithNamesAndTheUsersOfTheEvents() {
        assertThat(run.table(ItemsTable.CONTRACT)
                        .filter(col(ItemsTable.ITEM_ID).equalTo("1000050"))
                        .first()
                        .getString(1))
                .isEqualTo("KIDS CEREAL, 14.5 OZ");
        assertThat(run.rows(UsersTable.CONTRACT)).isEqualTo(599);
        assertThat(run.rows(QuarantineTable.CONTRACT)).isZero();
    }

    private static String outcome(String input, String outcome, long rows) {
        return "{\"input\":\"" + input + "\",\"outcome\":\"" + outcome + "\",\"rows\":" + rows + "}";
    }
}
