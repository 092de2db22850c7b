package io.nightshift.warehouse;

import io.nightshift.contract.Contract;
import io.nightshift.errors.StorageException;
import io.nightshift.storage.Storage;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet files by Spark's own writer and reader. The rows of a file are counted by its footer and its bytes are summed after the
 * write, in tasks, so that the manifest says what is stored and not what was meant to be.
 */
final class ParquetFormat implements TableFormat {
    /**
     * Version 1 of the committer moves files to their place when the whole job has succeeded, whatever the user's default is, so a
     * task that was given up cannot add one later; a _SUCCESS file proves nothing that the manifest does not.
     */
    private static final Map<String, String> WRITE_OPTIONS = Map.of(
            "mapreduce.fileoutputcommitter.algorithm.version", "1",
            "mapreduce.fileoutputcommitter.marksuccessfuljobs", "false",
            "compression", "zstd");

    private final Storage storage;
    private final Configuration conf;

    ParquetFormat(Storage storage, Configuration conf) {
        this.storage = storage;
        this.conf = conf;
    }

    @Override
    public List<DataFile> write(Dataset<Row> rows, String folder) {
        Path path = storage.path(folder);
        StorageCalls.attempt("write table", path, () -> {
            rows.write().options(WRITE_OPTIONS).parquet(path.toString());
            return path;
        });
        List<String> names = List.copyOf(TableFolder.files(storage, folder).keySet());
        if (names.isEmpty()) {
            throw new IllegalStateException("Spark's Parquet writer left no file in " + folder);
        }
        return new FileFacts(rows.sparkSession(), conf).ofParquet(path, names);
    }

    @Override
    public Dataset<Row> read(SparkSession spark, Contract contract, StoredTable table) {
        Path folder = storage.path(table.folder());
        requireFiles(table);
        requireShape(contract, new Path(folder, table.files().get(0).name()));
        return spark.read().schema(contract.schema()).parquet(folder.toString());
    }

    @Override
    public void requireFiles(StoredTable table) {
        TableFolder.requireFiles(storage, table);
    }

    private void requireShape(Contract contract, Path file) {
        StructType stored = ParquetFooter.read(file, conf).schema();
        List<String> differences = contract.differences(stored);
        if (!differences.isEmpty()) {
            throw new StorageException("Cannot read table " + contract.table() + ": path=" + file
                    + ", expected contract version " + contract.version() + " but " + String.join("; ", differences)
                    + "; compute the table again under a new run id");
        }
    }
}
