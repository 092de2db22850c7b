package io.nightshift.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.contract.Contract;
import io.nightshift.errors.SettingsException;
import io.nightshift.spark.TestSpark;
import io.nightshift.warehouse.ReleaseDraft;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.RunStart;
import io.nightshift.warehouse.Suppression;
import io.nightshift.warehouse.Warehouse;
import io.nightshift.warehouse.WarehouseRun;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogViewsIT {
    private static final Contract NUMBERS = Contract.released("numbers", "Numbers")
            .key("id", DataTypes.LongType, "From 0")
            .version(1, 0);
    private static final LocalDate MONDAY = LocalDate.of(2026, 7, 27);

    @TempDir
    private Path folder;

    private final SparkSession spark = TestSpark.session();
    private final CatalogViews views = new CatalogViews(spark, "night_views");

    @AfterEach
    void dropViews() {
        spark.sql("DROP DATABASE IF EXISTS night_views CASCADE");
    }

    private Warehouse warehouse() {
        return Warehouse.open(folder + "/it's a `house`", spark.sparkContext().hadoopConfiguration());
    }

    /** Releases a date with the numbers below a limit. */
    private void release(LocalDate date, long limit) {
        WarehouseRun run = warehouse().joinRun(date, RunId.of("r1"), new RunStart("{}", "none", "test"));
        run.write(NUMBERS, spark.range(limit).toDF(), "f");
        run.publish(new ReleaseDraft(
                List.of(NUMBERS), Suppression.NONE, Map.of(), Map.of(), List.of(), ReleaseDraft.Promotion.NEWEST_DATE));
    }

    private long rowsSeen() {
        return spark.sql("SELECT count(*) FROM night_views.numbers").first().getLong(0);
    }

    @Test
    void showTheLiveReleaseAndFollowItToTheNext() {
        release(MONDAY, 3);
        views.follow(warehouse());
        assertThat(rowsSeen()).isEqualTo(3);
        release(MONDAY.plusDays(1), 5);
        assertThat(rowsSeen()).isEqualTo(3);
        views.follow(warehouse());
        assertThat(rowsSeen()).isEqualTo(5);
    }

    @Test
    void doNotShowABackfill() {
        release(MONDAY, 3);
        release(MONDAY.minusDays(1), 5);
        views.follow(warehouse());
        assertThat(rowsSeen()).isEqualTo(3);
    }

    @Test
    void areNotMadeBeforeTheFirstRelease() {
        views.follow(warehouse());
        assertThat(spark.catalog().databaseExists("night_views")).isFalse();
    }

    @Test
    void needACatalogThatOutlivesTheProcess() {
        assertThatThrownBy(views::requireLastingCatalog)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "spark.sql.catalogImplementation=in-memory, expected a catalog that outlives the night");
    }
}
