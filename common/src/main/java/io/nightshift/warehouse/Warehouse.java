package io.nightshift.warehouse;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.storage.Storage;
import java.time.LocalDate;
import java.util.Optional;
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
     * @throws io.nightshift.errors.StorageException when its file system cannot create files exclusively
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
        storage.requireExclusiveCreation();
        return new WarehouseRun(storage, format, new RunJoin(storage, releases).join(date, runId, start));
    }

    /** A run that exists, for looking at it; nothing when there is no such run. */
    public Optional<WarehouseRun> run(LocalDate date, RunId runId) {
        return RunJoin.record(storage, date, runId).map(record -> new WarehouseRun(storage, format, record));
    }

    /** Where a table of a release is. */
    public Path path(Release release, String table) {
        return storage.path(stored(release, table).folder());
    }

    /** A table as readers of a release see it. */
    public Dataset<Row> read(SparkSession spark, Release release, Contract contract) {
        return format.read(spark, contract, stored(release, contract.table()));
    }

    private static StoredTable stored(Release release, String table) {
        return release.table(table)
                .orElseThrow(() -> new InputMissingException("Cannot find table: table=" + table + ", expected one of "
                        + release.tables().stream().map(StoredTable::table).toList() + " in release "
                        + release.number() + "; choose one of these"));
    }
}
