package io.nightshift.warehouse;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.StorageException;
import io.nightshift.storage.Storage;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The folder of runs and releases. There are no locks, no pointers and no changes in place: whatever is decided, is decided by
 * which process creates one small file.
 */
public final class Warehouse {
    private final Storage storage;
    private final Configuration conf;
    private final TableFormat format;
    private final Releases releases;

    private Warehouse(Storage storage, Configuration conf) {
        this.storage = storage;
        this.conf = conf;
        this.format = new ParquetFormat(storage, conf);
        this.releases = new Releases(storage);
    }

    /**
     * The warehouse in a folder, which may not exist yet; nothing is written.
     *
     * @param root any Hadoop path
     * @throws StorageException when its file system cannot create files exclusively
     */
    public static Warehouse open(String root, Configuration conf) {
        return new Warehouse(Storage.open(root, conf), conf);
    }

    /** The releases, newest last. */
    public Releases releases() {
        return releases;
    }

    /**
     * Starts the run, or joins it when another process has started it.
     *
     * @throws io.nightshift.errors.SettingsException when the run was started with other settings
     */
    public WarehouseRun joinRun(LocalDate date, RunId runId, RunStart start) {
        storage.requireExclusiveCreation(Layout.run(date, runId));
        return new WarehouseRun(storage, format, new RunJoin(storage, releases).join(date, runId, start));
    }

    /** A run that exists, for looking at it; nothing when there is no such run. */
    public Optional<WarehouseRun> run(LocalDate date, RunId runId) {
        return RunJoin.record(storage, date, runId).map(record -> new WarehouseRun(storage, format, record));
    }

    /** The run of a date that was started last and not released; nothing when there is none. */
    public Optional<RunId> newestUnreleased(LocalDate date) {
        Set<RunId> released = releases.all().stream()
                .filter(release -> release.date().equals(date))
                .map(Release::runId)
                .collect(Collectors.toSet());
        return storage.list(Layout.runs(date)).stream()
                .filter(entry -> !entry.isFile() && RunId.isValid(entry.name()))
                .map(entry -> RunId.of(entry.name()))
                .filter(runId -> !released.contains(runId))
                .flatMap(
                        runId -> storage
                                .entry(Layout.runFile(Layout.run(date, runId)))
                                .map(file -> Map.entry(runId, file.modified()))
                                .stream())
                .max(Map.Entry.<RunId, Long>comparingByValue()
                        .thenComparing(started -> started.getKey().text()))
                .map(Map.Entry::getKey);
    }

    /** Where a table of a release is. */
    public Path path(Release release, String table) {
        return storage.path(stored(release, table).folder());
    }

    /** A table as readers of a release see it. */
    public Dataset<Row> read(SparkSession spark, Release release, Contract contract) {
        return read(format, spark, release, contract);
    }

    static Dataset<Row> read(TableFormat format, SparkSession spark, Release release, Contract contract) {
        return format.read(spark, contract, stored(release, contract.table()));
    }

    /**
     * Checks that every file of a release is there with the bytes that were published; reads them all, in tasks.
     *
     * @throws StorageException naming the files that differ
     */
    public void verify(SparkSession spark, Release release) {
        new Verification(storage, new FileFacts(spark, conf)).requireIntact(release);
    }

    /**
     * Copies a released table to a folder that does not exist yet; it appears whole or not at all.
     *
     * @param target any Hadoop path
     */
    public void export(SparkSession spark, Release release, String table, String target) {
        StoredTable stored = stored(release, table);
        format.requireFiles(stored);
        new Export(new FileFacts(spark, conf), conf).copy(storage.path(stored.folder()), stored, new Path(target));
    }

    /** As {@link #export}, as CSV files with a header, in which no text is a formula. */
    public void exportCsv(SparkSession spark, Release release, Contract table, String target) {
        StoredTable stored = stored(release, table.table());
        new Export(new FileFacts(spark, conf), conf).csv(format.read(spark, table, stored), stored, new Path(target));
    }

    /**
     * Makes the tables of an earlier release live again, by a new release that lists them.
     *
     * @param current the suppression list as it is now
     * @throws InputMissingException when there is no such release any more
     * @throws io.nightshift.errors.RejectedException when the release was made with another suppression list than the newest
     */
    public Release rollback(int number, Suppression current) {
        return new Rollback(storage, format).to(number, current);
    }

    /** Deletes what no kept release names, and nothing of a run that may still be running. */
    public Pruned prune(Retention retention) {
        return new Prune(storage, retention).run();
    }

    private static StoredTable stored(Release release, String table) {
        return release.table(table)
                .orElseThrow(() -> new InputMissingException("Cannot find table: table=" + table + ", expected one of "
                        + release.tables().stream().map(StoredTable::table).toList() + " in release "
                        + release.number() + "; choose one of these"));
    }
}
