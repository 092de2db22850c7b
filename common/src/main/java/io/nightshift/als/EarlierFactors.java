package io.nightshift.als;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Vectors to start from: those of an earlier fit, a stored one too. Each side has two columns in this order, by any names: id (int) and
 * vector (array of float, rank long).
 *
 * @param users a row for each user known before
 * @param items a row for each item known before
 */
public record EarlierFactors(Dataset<Row> users, Dataset<Row> items) {}
