package io.nightshift.jobs.recommend;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What lists are made from.
 *
 * @param audience user_id and user, one row for each user who gets lists
 * @param items rows of {@link io.nightshift.jobs.ingest.ItemsTable}
 * @param itemIndex rows of {@link ItemIndexTable}
 * @param pairs rows of {@link InteractionsTable} as of the date; those of users outside the audience count for popularity only
 * @param factors the vectors
 * @param asOf the last day that pairs know of
 */
public record ListInputs(
        Dataset<Row> audience,
        Dataset<Row> items,
        Dataset<Row> itemIndex,
        Dataset<Row> pairs,
        Factors factors,
        LocalDate asOf) {}
