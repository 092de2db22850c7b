package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The rows of {@link BacktestItemsTable}; ranking the items of a cut takes one task, which sorts on disk when it must. */
final class BacktestItems {
    /** One item of so many belongs to the head of the catalogue, the rest to its long tail. */
    private static final int HEAD_IS_ONE_OF = 5;

    private BacktestItems() {}

    /**
     * The catalogue as of each cut.
     *
     * @param pairs rows of {@link BacktestPairsTable}
     * @param itemIndex rows of {@link ItemIndexTable}
     * @return the columns of the table but the run date
     */
    static Dataset<Row> of(Dataset<Row> pairs, Dataset<Row> itemIndex) {
        Dataset<Row> converted =
                pairs.where(col(InteractionsTable.LAST_CONVERSION).isNotNull());
        String everybody = "everybody";
        WindowSpec ofCut = Window.partitionBy(BacktestItemsTable.CUT_DATE);
        Column place = row_number()
                .over(ofCut.orderBy(
                        col(BacktestItemsTable.USERS).desc(),
                        col(BacktestItemsTable.ITEM_ID).asc()));
        Column head = ceil(count(lit(1)).over(ofCut).divide(HEAD_IS_ONE_OF));
        return converted
                .groupBy(BacktestItemsTable.CUT_DATE, InteractionsTable.ITEM)
                .agg(count(lit(1)).as(BacktestItemsTable.USERS))
                .join(itemIndex, InteractionsTable.ITEM)
                .join(
                        converted
                                .groupBy(BacktestItemsTable.CUT_DATE)
                                .agg(countDistinct(InteractionsTable.USER).as(everybody)),
                        BacktestItemsTable.CUT_DATE)
                .select(
                        col(BacktestItemsTable.CUT_DATE),
                        col(ItemIndexTable.ITEM_ID).as(BacktestItemsTable.ITEM_ID),
                        col(BacktestItemsTable.USERS),
                        col(BacktestItemsTable.USERS).divide(col(everybody)).as(BacktestItemsTable.SHARE),
                        place.gt(head).as(BacktestItemsTable.LONG_TAIL));
    }
}
