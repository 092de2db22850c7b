package io.nightshift.jobs.recommend.linear;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * From pairs to the weights of EASE that are farthest from 0.
 *
 * <ol>
 *   <li>kept: (item), the items with most users, lower item first
 *   <li>cells: (user, item, value), value = ln(1 + weight)
 *   <li>one partition of them, by user, then item: {@link LinearSolve} solves it, users x users when they are fewer, else items x items
 *   <li>links: (item, linked_item, weight)
 * </ol>
 *
 * One task solves, on all processors of its executor. It needs 2 bytes x the square of the items; with fewer users than items 6 bytes x the
 * square of the users and 16 a cell.
 */
public final class LinearLinks {
    private static final String USERS = "users";

    private LinearLinks() {}

    /** What a pair of a history counts when it is scored by these links. */
    public static float historyWeight(float pairWeight) {
        return (float) Math.log1p(pairWeight);
    }

    /**
     * The links.
     *
     * @param pairs rows of {@link InteractionsTable}
     * @return rows of {@link ItemLinkRows#SCHEMA}, in no order; those farthest from 0, of either sign
     */
    public static Dataset<Row> of(Dataset<Row> pairs, LinearSettings settings) {
        Dataset<Row> positive = pairs.where(col(InteractionsTable.WEIGHT).gt(0))
                .select(
                        col(InteractionsTable.USER),
                        col(InteractionsTable.ITEM),
                        log1p(col(InteractionsTable.WEIGHT))
                                .cast(DataTypes.FloatType)
                                .as(InteractionsTable.WEIGHT));
        Dataset<Row> kept = positive.groupBy(InteractionsTable.ITEM)
                .agg(count(lit(1)).as(USERS))
                .orderBy(col(USERS).desc(), col(InteractionsTable.ITEM).asc())
                .limit(settings.maxItems())
                .select(InteractionsTable.ITEM);
        int[] items = kept.collectAsList().stream()
                .mapToInt(row -> row.getInt(0))
                .sorted()
                .toArray();
        Dataset<Row> cells = positive.join(kept, new String[] {InteractionsTable.ITEM}, "left_semi")
                .select(InteractionsTable.USER, InteractionsTable.ITEM, InteractionsTable.WEIGHT);
        long users = cells.select(InteractionsTable.USER).distinct().count();
        return cells.repartition(1)
                .sortWithinPartitions(InteractionsTable.USER, InteractionsTable.ITEM)
                .mapPartitions(
                        new LinearSolve(settings, items, users < items.length), Encoders.row(ItemLinkRows.SCHEMA));
    }
}
