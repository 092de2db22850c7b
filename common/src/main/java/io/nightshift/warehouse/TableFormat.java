package io.nightshift.warehouse;

import io.nightshift.contract.Contract;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How the rows of a table are stored in a folder. */
interface TableFormat {
    /**
     * Writes rows, which follow the contract, into a folder that does not exist yet.
     *
     * @return the files written, ordered by name; at least one, also without rows
     */
    List<DataFile> write(Dataset<Row> rows, String folder);

    /** Fails when files of the table are missing, added or of another length; reads none of them. */
    void requireFiles(StoredTable table);

    /**
     * The rows of stored files, with the contract's columns in its order.
     *
     * @throws io.nightshift.errors.StorageException when files are missing, added or of another shape than the contract's
     */
    Dataset<Row> read(SparkSession spark, Contract contract, StoredTable table);
}
