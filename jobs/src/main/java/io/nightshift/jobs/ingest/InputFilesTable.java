package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.input.InputFile;
import org.apache.spark.sql.Row;

/** The files that a run read. */
public final class InputFilesTable {
    public static final String INPUT = "input";
    public static final String SOURCE = "source";
    public static final String PATH = "path";
    public static final String BYTES = "bytes";
    public static final String MODIFIED = "modified";

    public static final Contract CONTRACT = Contract.internal("input_files", "One file that the run read")
            .key(INPUT, StringType, "events, items, users or suppression")
            .key(SOURCE, StringType, "The source's name")
            .key(PATH, StringType, "Fully qualified")
            .required(BYTES, LongType, "Its length")
            .required(MODIFIED, LongType, "When it was last modified, milliseconds since 1970")
            .version(1, 0);

    private InputFilesTable() {}

    /** The file that a row tells of. */
    public static InputFile file(Row row) {
        return new InputFile(row.getAs(PATH), row.<Long>getAs(BYTES), row.<Long>getAs(MODIFIED));
    }
}
