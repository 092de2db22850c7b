package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.contract.Contract;
import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.JobCatalog;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One date computed four times: with 4, 2, 5 and 9 shuffle partitions, each under another time zone of the JVM, and the last with Spark's
 * expressions compiled instead of interpreted.
 */
class RepeatedNightsIT {
    private static final TimeZone HOME = TimeZone.getDefault();
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";

    /** What MLlib computes may differ by 1e-6; all else is ours and does not differ at all. */
    private static final Set<String> FROM_MLLIB =
            Set.of("propensity_scores", "propensity_models", "propensity_backtest", "model_metrics");

    @TempDir
    private static Path folder;

    private static SmallShop shop;
    private static ExitCode overtaken;

    @BeforeAll
    static void repeatTheNight() {
        shop = new SmallShop(folder.resolve("shop"));
        RuntimeConfig conf = TestSpark.session().conf();
        Map<String, String> before = Stream.of(PARTITIONS, TestSpark.WHOLE_STAGE, TestSpark.EXPRESSIONS)
                .collect(Collectors.toMap(key -> key, conf::get));
        try {
            assertThat(night("p4", 4, "UTC")).isEqualTo(ExitCode.DONE);
            assertThat(night("p2", 2, "America/New_York")).isEqualTo(ExitCode.DONE);
            String jobs = JobCatalog.standard().jobs().stream().map(Job::name).collect(Collectors.joining(","));
            assertThat(night("p5", 5, "Asia/Kolkata", "--only", jobs)).isEqualTo(ExitCode.DONE);
            conf.set(TestSpark.WHOLE_STAGE, "true");
            conf.set(TestSpark.EXPRESSIONS, "CODEGEN_ONLY");
            assertThat(night("p9", 9, "Pacific/Apia")).isEqualTo(ExitCode.DONE);
            overtaken = run(5, "publish", "--run-id", "p5");
        } finally {
            TimeZone.setDefault(HOME);
            before.forEach(conf::set);
        }
    }

    @AfterAll
    static void restoreTimeZone() {
        TimeZone.setDefault(HOME);
    }

    private static ExitCode night(String runId, int partitions, String zone, String... more) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        return run(
                partitions,
                Stream.concat(Stream.of("nightly", "--run-id", runId), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private static ExitCode run(int partitions, String... args) {
        String[] common = {
            "--config",
            shop.settings().toString(),
            "--date",
            SmallShop.DAY.toString(),
            "--set",
            "nightshift.spark.conf.\"" + PARTITIONS + "\"=" + partitions
        };
        return CommandLineInterface.run(
                Stream.concat(Arrays.stream(args), Arrays.stream(common)).toArray(String[]::new));
    }

    @Test
    void givesTheSameRowsForAnyPartitionCountAndTimeZone() {
        for (String other : new String[] {"p2", "p5", "p9"}) {
            for (Contract table : JobCatalog.standard().tables()) {
                StoredTables.assertAgree(
                        table,
                        StoredTables.run(shop.warehouse(), SmallShop.DAY, "p4"),
                        StoredTables.run(shop.warehouse(), SmallShop.DAY, other),
                        FROM_MLLIB.contains(table.table()) ? 1e-6 : 0);
            }
        }
    }

    @Test
    void aRunThatWasOvertakenEndsSuperseded() {
        assertThat(overtaken).isEqualTo(ExitCode.SUPERSEDED);
    }
}
