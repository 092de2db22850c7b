package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.Popularity;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The popularity baselines' lists of each user, in one shuffle of the pairs.
 *
 * <ol>
 *   <li>heads: (user, -1), a row for each user who gets lists
 *   <li>own: (user, item), the user's conversions up to the cut
 *   <li>both together by user, sorted: a user's head comes first, the items follow ascending
 *   <li>lists: (model, protocol, user, rank, item, score)
 * </ol>
 *
 * The orders are item-sized and broadcast: 12 bytes an item and window.
 */
final class PopularLists {
    static final StructType LISTED = new StructType()
            .add(BacktestListsTable.MODEL, StringType, false)
            .add(BacktestListsTable.PROTOCOL, StringType, false)
            .add(Relevant.USER, IntegerType, false)
            .add(BacktestListsTable.RANK, IntegerType, false)
            .add(Relevant.ITEM, IntegerType, false)
            .add(BacktestListsTable.SCORE, FloatType, false);

    static final int HEAD = -1;

    private PopularLists() {}

    /**
     * The lists under every protocol.
     *
     * @param users the users who get lists, each once
     * @param pairs rows of {@link InteractionsTable} as of the cut
     * @param settings the windows and the longest list
     * @return model, protocol, user, rank (from 1), item, score (the number of users); in no order
     */
    static Dataset<Row> of(Dataset<Row> users, Dataset<Row> pairs, LocalDate cut, EvaluateSettings settings) {
        List<PopularOrder> orders = settings.popularDays().stream()
                .map(days -> order(pairs, cut, days))
                .toList();
        Broadcast<List<PopularOrder>> shared = JavaSparkContext.fromSparkContext(
                        pairs.sparkSession().sparkContext())
                .broadcast(orders);
        Dataset<Row> own =
                pairs.where(col(InteractionsTable.LAST_CONVERSION).isNotNull()).select(Relevant.USER, Relevant.ITEM);
        return users.select(col(Relevant.USER), lit(HEAD).as(Relevant.ITEM))
                .unionByName(own)
                .repartition(col(Relevant.USER))
                .sortWithinPartitions(Relevant.USER, Relevant.ITEM)
                .mapPartitions(new PopularWalk(shared, settings.longest()), Encoders.row(LISTED));
    }

    private static PopularOrder order(Dataset<Row> pairs, LocalDate cut, int days) {
        LongStream.Builder counted = LongStream.builder();
        Dataset<Row> users = Popularity.users(pairs, Relevant.ITEM, cut, days);
        for (Iterator<Row> items = users.toLocalIterator(); items.hasNext(); ) {
            Row item = items.next();
            counted.add(PopularOrder.counted(item.getInt(0), item.getLong(1)));
        }
        return new PopularOrder(RankedModel.popular(days), counted.build());
    }
}
