package io.nightshift.jobs.ingest;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.Run;
import io.nightshift.spark.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A run whose tables are plain Parquet folders. */
final class FolderRun implements Run {
    private final Path folder;
    private final LocalDate date;
    private final NightshiftSettings settings;
    final Map<String, Double> reported = new TreeMap<>();

    FolderRun(Path folder, String date, NightshiftSettings settings) {
        this.folder = folder;
        this.date = LocalDate.parse(date);
        this.settings = settings;
    }

    /** Where a table is stored. */
    String folder(Contract contract) {
        return folder.resolve(contract.table()).toString();
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
        return TestSpark.session();
    }

    @Override
    public Dataset<Row> table(Contract contract) {
        if (!Files.exists(folder.resolve(contract.table()))) {
            throw new InputMissingException("no table " + contract.table());
        }
        return spark().read().schema(contract.schema()).parquet(folder(contract));
    }

    @Override
    public Dataset<Row> write(Contract contract, Dataset<Row> rows) {
        contract.conform(rows).write().parquet(folder(contract));
        return table(contract);
    }

    @Override
    public long rows(Contract contract) {
        return table(contract).count();
    }

    @Override
    public void report(String name, double value) {
        reported.put(name, value);
    }
}
