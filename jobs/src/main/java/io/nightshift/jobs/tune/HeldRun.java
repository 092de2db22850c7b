package io.nightshift.jobs.tune;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.Run;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** A run whose tables Spark holds on the executors' disks until it is closed; tables it does not have are those of the run below. */
final class HeldRun implements Run, AutoCloseable {
    private final SparkSession spark;
    private final LocalDate date;
    private final NightshiftSettings settings;
    private final Optional<HeldRun> below;
    private final Map<String, Dataset<Row>> tables = new HashMap<>();

    private HeldRun(SparkSession spark, LocalDate date, NightshiftSettings settings, Optional<HeldRun> below) {
        this.spark = spark;
        this.date = date;
        this.settings = settings;
        this.below = below;
    }

    /** A run with no tables yet. */
    static HeldRun of(SparkSession spark, LocalDate date, NightshiftSettings settings) {
        return new HeldRun(spark, date, settings, Optional.empty());
    }

    /** A run of the same date with other settings that sees the tables of this one. */
    HeldRun above(NightshiftSettings changed) {
        return new HeldRun(spark, date, changed, Optional.of(this));
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
        Dataset<Row> held = contract.conform(rows).persist(StorageLevel.DISK_ONLY());
        tables.put(contract.table(), held);
        held.count();
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
        tables.values().forEach(Dataset::unpersist);
    }
}
