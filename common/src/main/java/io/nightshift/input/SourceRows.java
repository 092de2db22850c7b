package io.nightshift.input;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of one source as its files have them.
 *
 * @param rows the columns of the files; all text for csv and json
 * @param unparsed true for a row that the format cannot parse, never null; absent for binary formats
 * @param partlyAbsent column to a file without it, for columns that only some files have
 */
record SourceRows(Dataset<Row> rows, Optional<Column> unparsed, Map<String, String> partlyAbsent) {}
