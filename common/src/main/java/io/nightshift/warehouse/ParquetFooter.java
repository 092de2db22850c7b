package io.nightshift.warehouse;

import io.nightshift.errors.StorageException;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a Parquet file written by Spark says of itself.
 *
 * @param rows in the file
 * @param schema of the rows as Spark wrote them
 */
record ParquetFooter(long rows, StructType schema) {
    private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

    /** Reads the footer and nothing else. */
    static ParquetFooter read(Path file, Configuration conf) {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, conf))) {
            Map<String, String> metadata = reader.getFooter().getFileMetaData().getKeyValueMetaData();
            String schema = metadata.get(SPARK_SCHEMA);
            if (schema == null) {
                throw unreadable(file, new IOException("no schema of Spark's in the footer"));
            }
            return new ParquetFooter(reader.getRecordCount(), (StructType) DataType.fromJson(schema));
        } catch (IOException | RuntimeException broken) {
            throw unreadable(file, broken);
        }
    }

    private static StorageException unreadable(Path file, Exception cause) {
        return new StorageException(
                "Cannot read Parquet footer: path=" + file + ", expected a file that Nightshift wrote ("
                        + cause.getMessage() + "); run verify, and restore the file or roll back",
                cause);
    }
}
