package io.nightshift.jobs.tune;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.Run;
import io.nightshift.storage.Storage;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A run whose tables lie in a folder until it is closed; tables it does not have are those of the run below. They are files and not
 * cached rows, because a cached row is computed again from its models when an executor is lost, and those are gone by then.
 */
final class HeldRun implements Run, AutoCloseable {
    private static final String FOLDER = "tables";

    private final SparkSession spark;
    private final LocalDate date;
    private final NightshiftSettings settings;
    private final Storage storage;
    private final String folder;
    private final Optional<HeldRun> below;
    private final Map<String, Dataset<Row>> tables = new HashMap<>();

    private HeldRun(
            SparkSession spark,
            LocalDate date,
            NightshiftSettings settings,
            Storage storage,
            String folder,
            Optional<HeldRun> below) {
        this.spark = spark;
        this.date = date;
        this.settings = settings;
        this.storage = storage;
        this.folder = folder;
        this.below = below;
        storage.delete(folder);
    }

    /** A run with no tables yet, whose folder is in the storage; what a killed process left there goes. */
    static HeldRun of(SparkSession spark, LocalDate date, NightshiftSettings settings, Storage storage) {
        return new HeldRun(spark, date, settings, storage, FOLDER, Optional.empty());
    }

    /** A run of the same date with other settings that sees the tables of this one. */
    HeldRun above(NightshiftSettings changed) {
        return new HeldRun(spark, date, changed, storage, FOLDER + "/trial", Optional.of(this));
    }

    @Override
    public LocalDate date() {
        return date;
    }

    @Override
    public NightshiftSettings settings() {
        return settings;
    }

    @Override
    public SparkSession spark() {
        return spark;
    }

    @Override
    public Dataset<Row> table(Contract contract) {
        Dataset<Row> own = tables.get(contract.table());
        if (own != null) {
            return own;
        }
        return below.orElseThrow(() -> new InputMissingException("Cannot read table: table=" + contract.table()
                        + ", expected a job of the trial to have written it; correct the order of the jobs"))
                .table(contract);
    }

    boolean has(Contract contract) {
        return tables.containsKey(contract.table());
    }

    @Override
    public Dataset<Row> write(Contract contract, Dataset<Row> rows) {
        String path = storage.path(folder + "/" + contract.table()).toString();
        contract.conform(rows).write().parquet(path);
        Dataset<Row> held = spark.read().schema(contract.schema()).parquet(path);
        tables.put(contract.table(), held);
        return held;
    }

    @Override
    public long rows(Contract contract) {
        return table(contract).count();
    }

    @Override
    public void report(String name, double value) {
        // A trial has no report: its figures are all that is looked at.
    }

    @Override
    public void close() {
        storage.delete(folder);
    }
}
