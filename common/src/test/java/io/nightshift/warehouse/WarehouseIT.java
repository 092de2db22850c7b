package io.nightshift.warehouse;

import static io.nightshift.warehouse.Shelf.FINGERPRINT;
import static io.nightshift.warehouse.Shelf.MONDAY;
import static io.nightshift.warehouse.Shelf.PRICES;
import static io.nightshift.warehouse.Shelf.START;
import static io.nightshift.warehouse.Shelf.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.SettingsException;
import io.nightshift.errors.StorageException;
import io.nightshift.spark.TestSpark;
import io.nightshift.storage.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseIT {
    /** Two files written, renamed and read back, a manifest and a release are more calls than these. */
    private static final int LEAST_CALLS = 20;

    @TempDir
    private Path folder;

    private final SparkSession spark = TestSpark.session();
    private Warehouse warehouse;
    private Release release;

    @BeforeEach
    void publishMonday() {
        warehouse = Warehouse.open(folder.resolve("warehouse").toString(), new Configuration());
        release = night(warehouse, MONDAY, 3);
    }

    @AfterEach
    void heal() {
        FaultyFileSystem.heal();
    }

    private static Release night(Warehouse warehouse, java.time.LocalDate date, long cents) {
        WarehouseRun run = warehouse.joinRun(date, RunId.of("a"), START);
        if (run.finished(PRICES, FINGERPRINT).isEmpty()) {
            run.write(PRICES, Shelf.prices(cents, cents + 1).repartition(2), FINGERPRINT);
        }
        return run.publish(Shelf.draft());
    }

    private Path file(int index) {
        StoredTable table = release.table("prices").orElseThrow();
        return folder.resolve("warehouse")
                .resolve(table.folder())
                .resolve(table.files().get(index).name());
    }

    @Test
    void verifiesAnIntactRelease() {
        assertThatCode(() -> warehouse.verify(spark, warehouse.releases().require(MONDAY, RunId.of("a"))))
                .doesNotThrowAnyException();
    }

    @Test
    void findsAFlippedByte() throws IOException {
        byte[] bytes = Files.readAllBytes(file(1));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(1), bytes);

        assertThatThrownBy(() -> warehouse.verify(spark, release))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot verify release: number=1, expected 2 files with the bytes that were"
                        + " published, but ")
                .hasMessageContaining(file(1).getFileName() + " has CRC-32C");
    }

    @Test
    void findsMissingAddedAndShortenedFiles() throws IOException {
        Files.copy(file(0), file(0).resolveSibling("part-extra.parquet"));
        Files.delete(file(0));
        Files.write(file(1), new byte[] {1});

        assertThatThrownBy(() -> warehouse.verify(spark, release))
                .hasMessageContaining("part-extra.parquet was added")
                .hasMessageContaining(file(0).getFileName() + " is missing")
                .hasMessageContaining(file(1).getFileName() + " has 1 bytes instead of ");
    }

    @Test
    void doesNotTakeYesterdaysReleaseForTonights() {
        assertThatThrownBy(() -> warehouse.releases().require(TUESDAY))
                .isInstanceOf(InputMissingException.class)
                .hasMessageStartingWith("Cannot find release: date=2026-07-28");
        assertThatThrownBy(() -> warehouse.releases().require(MONDAY, RunId.of("b")))
                .isInstanceOf(InputMissingException.class);
    }

    @Test
    void exportsATableToANewFolder() throws SQLException {
        Path target = folder.resolve("out/prices");

        warehouse.export(spark, release, "prices", target.toString());

        assertThat(cents(target)).isEqualTo(7);
        assertThatThrownBy(() -> warehouse.export(spark, release, "prices", target.toString()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("expected a folder that does not exist yet");
        assertThatThrownBy(() -> warehouse.export(spark, release, "visits", target.toString()))
                .isInstanceOf(InputMissingException.class)
                .hasMessageContaining("expected one of [prices] in release 1");
    }

    @Test
    void refusesAWarehouseThatIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Warehouse inFile = Warehouse.open(file.toString(), new Configuration());

        assertThatThrownBy(() -> inFile.joinRun(MONDAY, RunId.of("a"), START))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot create file: path=file:" + file);
    }

    @Test
    void leavesAMistakeOfTheRowsWhatItIs() {
        WarehouseRun run = warehouse.joinRun(TUESDAY, RunId.of("a"), START);

        assertThatThrownBy(() -> run.write(
                        PRICES,
                        Shelf.prices(1).selectExpr("item_id", "cast(raise_error('mistake') as bigint) as cents"),
                        FINGERPRINT))
                .isNotInstanceOf(StorageException.class)
                .hasStackTraceContaining("mistake");
        assertThat(run.manifest(PRICES)).isEmpty();
    }

    /** The sum of the prices, as another reader of plain folders sees it. */
    private static long cents(Path target) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet sum = statement.executeQuery("select sum(cents) from '" + target + "/*.parquet'")) {
            sum.next();
            return sum.getLong(1);
        }
    }

    @Test
    void readersSeeWholeTablesWhereverANightCrashes() throws IOException {
        FaultyFileSystem.configure(spark.sparkContext().hadoopConfiguration());
        Configuration conf = FaultyFileSystem.configure(new Configuration());
        Path monday = folder.resolve("monday");
        night(Warehouse.open("fault://" + monday, conf), MONDAY, 1);

        // Until a night makes fewer calls than that: Spark does not always make as many.
        int n = 0;
        while (true) {
            Warehouse tried = copy(monday, folder.resolve("crash-" + n), conf);
            FaultyFileSystem.failAt(n, FaultyFileSystem.Fault.CRASH_BEFORE);
            Throwable crash = catchThrowable(() -> night(tried, TUESDAY, 10));
            boolean isReached = FaultyFileSystem.calls() > n;
            FaultyFileSystem.heal();
            if (!isReached) {
                break;
            }
            assertThat(crash)
                    .as("call %d", n)
                    .isInstanceOf(StorageException.class)
                    .hasMessageStartingWith("Cannot ");
            assertThat(sum(tried)).as("call %d", n).isIn(1L + 2, 10L + 11);

            night(tried, TUESDAY, 10);
            assertThat(sum(tried)).as("after call %d", n).isEqualTo(10L + 11);
            n++;
        }
        assertThat(n).as("calls of a night").isGreaterThan(LEAST_CALLS);
    }

    private static Warehouse copy(Path from, Path to, Configuration conf) throws IOException {
        FileUtil.copy(from.toFile(), FileSystem.getLocal(conf), new org.apache.hadoop.fs.Path(to.toUri()), false, conf);
        return Warehouse.open("fault://" + to, conf);
    }

    private long sum(Warehouse from) {
        Release live = from.releases().live().orElseThrow();
        return from.read(spark, live, PRICES)
                .agg(org.apache.spark.sql.functions.sum("cents"))
                .first()
                .getLong(0);
    }
}
