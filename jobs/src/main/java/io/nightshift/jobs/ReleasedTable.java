package io.nightshift.jobs;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table of a release, as readers see it.
 *
 * @param number the release
 * @param date the run date of its tables
 * @param rows the table
 */
public record ReleasedTable(int number, LocalDate date, Dataset<Row> rows) {}
