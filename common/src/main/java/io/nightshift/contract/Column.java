package io.nightshift.contract;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * One column of a table.
 *
 * @param name snake case
 * @param type the Spark type, exactly as stored
 * @param nullable whether a row may leave it empty; key columns never may
 * @param description meaning, unit and range, one sentence for docs/tables.md
 */
public record Column(String name, DataType type, boolean nullable, String description) {
    StructField field() {
        return new StructField(name, type, nullable, org.apache.spark.sql.types.Metadata.empty());
    }
}
