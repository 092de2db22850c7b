package io.nightshift.input;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of one source as its files have them.
 *
 * @param rows the columns of the files; all text for csv and json
 * @param corruptText the text of a row that the format cannot parse, null for any other row; absent for binary formats
 */
record SourceRows(Dataset<Row> rows, Optional<Column> corruptText) {}
