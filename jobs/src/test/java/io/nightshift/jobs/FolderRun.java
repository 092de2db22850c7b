package io.nightshift.jobs;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.spark.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A run whose tables are Parquet folders of a directory, one for each table, so that other readers can open them too. */
public final class FolderRun implements Run {
    private final Path folder;
    private final LocalDate date;
    private final NightshiftSettings settings;
    private Optional<ReleasedTable> released = Optional.empty();
    private final Map<String, Double> reported = new HashMap<>();

    public FolderRun(Path folder, LocalDate date, NightshiftSettings settings) {
        this.folder = folder;
        this.date = date;
        this.settings = settings;
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
        if (!Files.isDirectory(path(contract))) {
            throw new InputMissingException("Cannot read table: table=" + contract.table()
                    + ", expected it to be finished in this run; run the job that writes it first");
        }
        return spark().read().schema(contract.schema()).parquet(path(contract).toString());
    }

    @Override
    public Dataset<Row> write(Contract contract, Dataset<Row> rows) {
        contract.conform(rows).write().parquet(path(contract).toString());
        return table(contract);
    }

    @Override
    public long rows(Contract contract) {
        return table(contract).count();
    }

    /** From now on this is the table of the release that was live at the start. */
    public void releasedBefore(ReleasedTable table) {
        released = Optional.of(table);
    }

    @Override
    public Optional<ReleasedTable> liveAtStart(Contract contract) {
        return released;
    }

    @Override
    public void report(String name, double value) {
        reported.put(name, value);
    }

    /** What jobs reported, by name. */
    public Map<String, Double> reported() {
        return reported;
    }

    /** Where a table is. */
    public Path path(Contract contract) {
        return folder.resolve(contract.table());
    }
}
