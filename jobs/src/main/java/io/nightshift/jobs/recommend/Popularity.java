package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Items by the number of distinct users with a conversion in the last days before a date. */
public final class Popularity {
    /** Distinct users with a conversion of the item in the window, at least 1. */
    public static final String USERS = "users";
    /** 1 for the most popular; ties have the lower item first. */
    public static final String RANK = "rank";

    private Popularity() {}

    /**
     * How many users took each item.
     *
     * @param pairs rows of {@link Interactions#asOf} of the same date, or of {@link InteractionsTable}
     * @param itemColumn the column that names the item in pairs: item_id or item
     * @param asOf the last day that counts
     * @param windowDays days that count, asOf included
     * @return itemColumn and {@link #USERS}; items without a user are absent
     */
    public static Dataset<Row> users(Dataset<Row> pairs, String itemColumn, LocalDate asOf, int windowDays) {
        Column first = date_sub(lit(Date.valueOf(asOf)), windowDays - 1);
        return pairs.where(col(InteractionsTable.LAST_CONVERSION).geq(first))
                .groupBy(itemColumn)
                .agg(count(lit(1)).as(USERS));
    }

    /**
     * The first of each group by users descending, then item ascending.
     *
     * @param users {@link #users}, with the group columns joined to it
     * @param itemColumn the column that names the item
     * @param most how many of each group
     * @param groups the columns that make a group, such as the category; none for one ranking overall
     * @return the rows with {@link #RANK}
     */
    public static Dataset<Row> ranked(Dataset<Row> users, String itemColumn, int most, String... groups) {
        Column[] order = {col(USERS).desc(), col(itemColumn).asc()};
        if (groups.length == 0) {
            // The limit runs as a top-k in each partition; only its few rows meet in the one window.
            return users.orderBy(order)
                    .limit(most)
                    .withColumn(RANK, row_number().over(Window.orderBy(order)));
        }
        Column[] by = java.util.Arrays.stream(groups)
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        return users.withColumn(RANK, row_number().over(Window.partitionBy(by).orderBy(order)))
                .where(col(RANK).leq(most));
    }
}
