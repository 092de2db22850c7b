package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.links.CoOccurrences;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.jobs.recommend.links.StrongestLinks;
import io.nightshift.spark.FixedPoint;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * From pairs to the most similar items of each item.
 *
 * <ol>
 *   <li>recent: (user, item, weight), the latest items of each user
 *   <li>items: (item, users, item_weight), those with users enough; collected, their place is their index
 *   <li>cells: (user, place, value) by the {@link Similarity}
 *   <li>links: (item, linked_item, weight) by {@link CoOccurrences}
 * </ol>
 */
public final class ItemNeighbours {
    private static final String RECENCY = "recency";
    private static final String USERS = "users";
    private static final String ITEM_WEIGHT = "item_weight";
    private static final String USER_ITEMS = "user_items";
    /** Weights add up as multiples of 2^-20, the same in any order. */
    private static final FixedPoint SUMS = new FixedPoint(1 << 20);

    private ItemNeighbours() {}

    /** The pairs with a weight that count: a user's latest items, the lower item first of one day. */
    static Dataset<Row> recent(Dataset<Row> pairs, int maxItemsPerUser) {
        return pairs.where(col(InteractionsTable.WEIGHT).gt(0))
                .withColumn(
                        RECENCY,
                        row_number()
                                .over(Window.partitionBy(InteractionsTable.USER)
                                        .orderBy(
                                                col(InteractionsTable.LAST_DATE).desc(),
                                                col(InteractionsTable.ITEM).asc())))
                .where(col(RECENCY).leq(maxItemsPerUser))
                .select(InteractionsTable.USER, InteractionsTable.ITEM, InteractionsTable.WEIGHT);
    }

    /** How many pairs with a weight the cap leaves out. */
    static long capped(Dataset<Row> pairs, int maxItemsPerUser) {
        Row row = pairs.where(col(InteractionsTable.WEIGHT).gt(0))
                .groupBy(InteractionsTable.USER)
                .agg(count(lit(1)).as(USER_ITEMS))
                .where(col(USER_ITEMS).gt(maxItemsPerUser))
                .agg(sum(col(USER_ITEMS).minus(maxItemsPerUser)))
                .first();
        return row.isNullAt(0) ? 0 : row.getLong(0);
    }

    /**
     * The links of every item to its most similar ones, never to itself.
     *
     * @param pairs rows of {@link InteractionsTable}
     * @return rows of {@link ItemLinkRows#SCHEMA}, in no order; weights above 0
     */
    public static Dataset<Row> of(Dataset<Row> pairs, NeighbourSettings settings) {
        Dataset<Row> recent = recent(pairs, settings.maxItemsPerUser());
        List<Row> items = recent.groupBy(InteractionsTable.ITEM)
                .agg(
                        count(lit(1)).as(USERS),
                        SUMS.sumOf(col(InteractionsTable.WEIGHT)).as(ITEM_WEIGHT))
                .where(col(USERS).geq(settings.minUsers()))
                .orderBy(InteractionsTable.ITEM)
                .collectAsList();
        int[] ids = items.stream().mapToInt(row -> row.getInt(0)).toArray();
        int[] users = items.stream().mapToInt(row -> (int) row.getLong(1)).toArray();
        double mean = items.stream().mapToDouble(row -> row.getDouble(2)).sum() / Math.max(1, ids.length);
        Dataset<Row> cells = cells(recent, places(pairs, items), settings, ids.length, mean);
        double[] lengths = lengths(cells, ids.length);
        long all = recent.select(InteractionsTable.USER).distinct().count();
        Neighbourhood neighbourhood = new Neighbourhood(settings, ids, users, lengths, all);
        return CoOccurrences.of(
                cells.select(
                        col(CoOccurrences.PLACE),
                        col(CoOccurrences.VALUE),
                        col(InteractionsTable.USER).cast(DataTypes.LongType).as(CoOccurrences.KEY)),
                ids.length,
                neighbourhood,
                ItemLinkRows.SCHEMA);
    }

    private static Dataset<Row> places(Dataset<Row> pairs, List<Row> items) {
        List<Row> places = new java.util.ArrayList<>(items.size());
        for (int place = 0; place < items.size(); place++) {
            places.add(org.apache.spark.sql.RowFactory.create(
                    items.get(place).getInt(0), place, items.get(place).getDouble(2)));
        }
        return pairs.sparkSession()
                .createDataFrame(
                        places,
                        new org.apache.spark.sql.types.StructType()
                                .add(InteractionsTable.ITEM, DataTypes.IntegerType, false)
                                .add(CoOccurrences.PLACE, DataTypes.IntegerType, false)
                                .add(ITEM_WEIGHT, DataTypes.DoubleType, false));
    }

    private static Dataset<Row> cells(
            Dataset<Row> recent, Dataset<Row> places, NeighbourSettings settings, int items, double mean) {
        Column userItems = count(lit(1)).over(Window.partitionBy(InteractionsTable.USER));
        return recent.join(places, InteractionsTable.ITEM)
                .withColumn(USER_ITEMS, userItems)
                .select(
                        col(InteractionsTable.USER),
                        col(CoOccurrences.PLACE),
                        settings.similarity()
                                .value(
                                        col(InteractionsTable.WEIGHT),
                                        col(USER_ITEMS),
                                        col(ITEM_WEIGHT),
                                        items,
                                        mean,
                                        settings.bm25())
                                .cast(DataTypes.FloatType)
                                .as(CoOccurrences.VALUE));
    }

    /** The lengths of the items' vectors. */
    private static double[] lengths(Dataset<Row> cells, int items) {
        double[] lengths = new double[items];
        Column value = col(CoOccurrences.VALUE).cast(DataTypes.DoubleType);
        cells.groupBy(CoOccurrences.PLACE)
                .agg(SUMS.sumOf(value.multiply(value)))
                .toLocalIterator()
                .forEachRemaining(row -> lengths[row.getInt(0)] = Math.sqrt(row.getDouble(1)));
        return lengths;
    }

    /** The similarities of one item to all, and the best of them. */
    private record Neighbourhood(NeighbourSettings settings, int[] ids, int[] users, double[] lengths, long all)
            implements CoOccurrences.RowMaker {
        @Override
        public List<Row> rows(int place, int[] counts, float[] products) {
            float[] weights = new float[ids.length];
            for (int other = 0; other < ids.length; other++) {
                if (counts[other] > 0 && other != place) {
                    double similarity = settings.similarity()
                            .of(
                                    products[other],
                                    lengths[place],
                                    lengths[other],
                                    counts[other],
                                    users[place],
                                    users[other],
                                    all);
                    weights[other] = (float) (similarity * counts[other] / (counts[other] + settings.shrinkage()));
                }
            }
            return StrongestLinks.of(ids[place], ids, weights, settings.topN());
        }
    }
}
