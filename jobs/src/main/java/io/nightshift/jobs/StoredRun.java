package io.nightshift.jobs;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.warehouse.WarehouseRun;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A run as one job sees it, stored in the warehouse; what the job writes carries its fingerprint. */
final class StoredRun implements Run {
    private final WarehouseRun stored;
    private final NightshiftSettings settings;
    private final SparkSession spark;
    private final String fingerprint;
    private final Map<String, Double> figures = new TreeMap<>();

    StoredRun(WarehouseRun stored, NightshiftSettings settings, SparkSession spark, String fingerprint) {
        this.stored = stored;
        this.settings = settings;
        this.spark = spark;
        this.fingerprint = fingerprint;
    }

    @Override
    public LocalDate date() {
        return stored.date();
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
        return stored.read(spark, contract);
    }

    @Override
    public Dataset<Row> write(Contract contract, Dataset<Row> rows) {
        if (stored.finished(contract, fingerprint).isEmpty()) {
            stored.write(contract, rows, fingerprint);
        }
        return table(contract);
    }

    @Override
    public long rows(Contract contract) {
        return stored.manifest(contract)
                .orElseThrow(() -> new InputMissingException("Cannot count table: table=" + contract.table()
                        + ", expected it to be finished in this run; run the job that writes it first"))
                .rows();
    }

    @Override
    public Optional<ReleasedTable> liveAtStart(Contract contract) {
        return stored.liveAtStart()
                .filter(release -> release.table(contract.table())
                        .filter(table -> table.contractVersion().major()
                                == contract.version().major())
                        .isPresent())
                .map(release ->
                        new ReleasedTable(release.number(), release.date(), stored.read(spark, release, contract)));
    }

    @Override
    public void report(String name, double value) {
        figures.put(name, value);
    }

    String fingerprint() {
        return fingerprint;
    }

    /** What the job reported, by name. */
    Map<String, Double> figures() {
        return figures;
    }
}
