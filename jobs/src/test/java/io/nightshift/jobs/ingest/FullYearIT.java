package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.NightshiftSettings;
import java.io.File;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole year of Complete Journey, which is too large to be shipped: the folder completejourney in the folder that
 * NIGHTSHIFT_TEST_DATA names. Expected figures were counted with numpy over the same files.
 */
@EnabledIfEnvironmentVariable(
        named = "NIGHTSHIFT_TEST_DATA",
        matches = ".+",
        disabledReason = "NIGHTSHIFT_TEST_DATA names no folder with the data sets")
class FullYearIT {
    private static final LocalDate LAST_DAY = LocalDate.of(2018, 1, 1);

    @TempDir
    private Path folder;

    private FolderRun ingested(String overlay) {
        Config settings = ConfigFactory.parseString(overlay)
                .withFallback(ConfigFactory.parseString("variables.data = \""
                        + Path.of(System.getenv("NIGHTSHIFT_TEST_DATA"), "completejourney") + "\""))
                .withFallback(ConfigFactory.parseFile(new File("../conf/examples/complete-journey.conf")))
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .resolve()
                .withOnlyPath("nightshift");
        FolderRun run =
                new FolderRun(folder, LAST_DAY, Settings.read(settings, "nightshift", NightshiftSettings::read));
        new IngestJob().compute(run);
        return run;
    }

    /** Lines, users, items, orders, sales, first and last time. */
    private static String totals(FolderRun run) {
        Row totals = run.table(EventsTable.CONTRACT)
                .agg(
                        countDistinct(EventsTable.USER_ID).as("users"),
                        countDistinct(EventsTable.ITEM_ID),
                        countDistinct(EventsTable.ORDER_ID),
                        sum(EventsTable.AMOUNT).cast("decimal(28,2)"),
                        min(EventsTable.TIME).cast("string"),
                        max(EventsTable.TIME).cast("string"))
                .first();
        return run.rows(EventsTable.CONTRACT) + " " + totals.mkString(" ");
    }

    private static long rows(FolderRun run, String... outcomes) {
        return run.table(InputOutcomesTable.CONTRACT)
                .where(col(InputOutcomesTable.INPUT).equalTo(EventRows.INPUT))
                .where(col(InputOutcomesTable.OUTCOME).isin((Object[]) outcomes))
                .agg(sum(InputOutcomesTable.ROWS))
                .first()
                .getLong(0);
    }

    @Test
    void keepsWhatTheSettingsAskForAndSaysWhyNotTheRest() {
        FolderRun run = ingested("");
        assertThat(totals(run))
                .startsWith("1439153 2467 67758 140882 4183830.69 ")
                .matches(".* 2017-01-01 .* 2018-01-01 .*");
        assertThat(rows(run, "kept", "excluded", "excluded-item", "unknown-item"))
                .isEqualTo(1_469_307);
        // By quantity or value first: 8,869 + 11,226 - 8,820; the other lines are of items without a row or ruled out.
        assertThat(rows(run, "excluded")).isEqualTo(11_275);
        assertThat(rows(run, "excluded-item", "unknown-item")).isEqualTo(23_984 + 6_170 - 11_275);
    }

    @Test
    void readsEveryLineWhenNothingIsRuledOut() {
        FolderRun run = ingested("nightshift.inputs.items = [], variables.lines.where = \"true\"");
        assertThat(totals(run))
                .isEqualTo("1469307 2469 68509 155848 4596039.58 2017-01-01 11:53:26 2018-01-01 04:01:20");
        assertThat(rows(run, "kept")).isEqualTo(1_469_307);
    }
}
