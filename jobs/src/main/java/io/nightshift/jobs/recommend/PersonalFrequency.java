package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** A user's own items by how often, and how lately, they were bought: the rule that repeats are measured against. */
public final class PersonalFrequency {
    /** 1 for the user's most frequent item; ties have the lower item first. */
    public static final String RANK = "rank";

    private PersonalFrequency() {}

    /**
     * The first items of every user.
     *
     * @param pairs rows of {@link Interactions#asOf}, or of {@link InteractionsTable}
     * @param userColumn the column that names the user in pairs: user_id or user
     * @param itemColumn the column that names the item in pairs: item_id or item
     * @param most items for each user
     * @return userColumn, itemColumn, frequency (above 0) and {@link #RANK}
     */
    public static Dataset<Row> ranked(Dataset<Row> pairs, String userColumn, String itemColumn, int most) {
        return pairs.where(col(InteractionsTable.FREQUENCY).gt(0))
                .select(userColumn, itemColumn, InteractionsTable.FREQUENCY)
                .withColumn(
                        RANK,
                        row_number()
                                .over(Window.partitionBy(userColumn)
                                        .orderBy(
                                                col(InteractionsTable.FREQUENCY).desc(),
                                                col(itemColumn).asc())))
                .where(col(RANK).leq(most));
    }
}
