package io.nightshift.jobs.recommend.basket;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.TopItems;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.jobs.recommend.links.CoOccurrences;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.jobs.recommend.links.LogLikelihood;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From purchases to pairs in one order.
 *
 * <ol>
 *   <li>lines: (user_id, order_key, id, order_items), each item of an order once; an order without an id is one a day
 *   <li>ids: (id, orders), those in enough orders to have a pair; collected, their place is their index
 *   <li>cells: the places of each order, for {@link CoOccurrences}
 *   <li>pairs: {@link BoughtTogetherTable} without the date
 * </ol>
 */
public final class BoughtTogether {
    private static final String ORDER_KEY = "order_key";
    private static final String ORDER_ITEMS = "order_items";

    private static final StructType PAIR = new StructType()
            .add(BoughtTogetherTable.SCOPE, DataTypes.StringType, false)
            .add(BoughtTogetherTable.ID, DataTypes.StringType, false)
            .add(BoughtTogetherTable.RANK, DataTypes.IntegerType, false)
            .add(BoughtTogetherTable.OTHER_ID, DataTypes.StringType, false)
            .add(BoughtTogetherTable.ORDERS_BOTH, DataTypes.IntegerType, false)
            .add(BoughtTogetherTable.ORDERS, DataTypes.IntegerType, false)
            .add(BoughtTogetherTable.OTHER_ORDERS, DataTypes.IntegerType, false)
            .add(BoughtTogetherTable.SUPPORT, DataTypes.DoubleType, false)
            .add(BoughtTogetherTable.CONFIDENCE, DataTypes.DoubleType, false)
            .add(BoughtTogetherTable.LIFT, DataTypes.DoubleType, false)
            .add(BoughtTogetherTable.LLR, DataTypes.DoubleType, false);

    private BoughtTogether() {}

    /**
     * The pairs in one order.
     *
     * @param all of {@link #lines}; read several times
     * @param items rows of {@link ItemsTable}; items without a category make no pair of categories, but their orders count
     * @return the columns of {@link BoughtTogetherTable} but the date, in no order
     */
    static Dataset<Row> of(Dataset<Row> all, Dataset<Row> items, BasketSettings settings) {
        Dataset<Row> lines = counted(all, settings);
        long orders = lines.select(EventsTable.USER_ID, ORDER_KEY).distinct().count();
        Dataset<Row> categories = lines.join(
                        items.where(col(ItemsTable.CATEGORY).isNotNull())
                                .select(col(ItemsTable.ITEM_ID).as(BoughtTogetherTable.ID), col(ItemsTable.CATEGORY)),
                        BoughtTogetherTable.ID)
                .select(
                        col(EventsTable.USER_ID),
                        col(ORDER_KEY),
                        col(ItemsTable.CATEGORY).as(BoughtTogetherTable.ID))
                .distinct();
        return pairs(BoughtTogetherTable.ITEM, lines, orders, settings)
                .unionByName(pairs(BoughtTogetherTable.CATEGORY, categories, orders, settings));
    }

    /**
     * The items of all orders up to and including a day, with the number of items in the order.
     *
     * @param events rows of {@link EventsTable}
     */
    static Dataset<Row> lines(Dataset<Row> events, LocalDate asOf) {
        return lines(events, col(EventsTable.USER_ID), col(EventsTable.ITEM_ID), asOf);
    }

    /**
     * As {@link #lines}, with dense ids: as texts of one length, so that they sort like the numbers.
     *
     * @param events rows of {@link io.nightshift.jobs.recommend.Interactions#dense}
     */
    public static Dataset<Row> denseLines(Dataset<Row> events, LocalDate asOf) {
        return lines(
                events,
                col(UserIndexTable.USER).cast(DataTypes.StringType),
                lpad(col(ItemIndexTable.ITEM).cast(DataTypes.StringType), 10, "0"),
                asOf);
    }

    /**
     * What having an item says for those in one order with it, see {@link ItemLinkRows#aboveChance}.
     *
     * @param all of {@link #denseLines}; read several times
     * @return rows of {@link ItemLinkRows#SCHEMA}, in no order
     */
    public static Dataset<Row> links(Dataset<Row> all, BasketSettings settings) {
        Dataset<Row> lines = counted(all, settings);
        long orders = lines.select(EventsTable.USER_ID, ORDER_KEY).distinct().count();
        return ItemLinkRows.aboveChance(
                        pairs(BoughtTogetherTable.ITEM, lines, orders, settings),
                        BoughtTogetherTable.LIFT,
                        BoughtTogetherTable.LLR)
                .select(
                        col(BoughtTogetherTable.ID).cast(DataTypes.IntegerType).as(ItemLinkRows.ITEM),
                        col(BoughtTogetherTable.OTHER_ID)
                                .cast(DataTypes.IntegerType)
                                .as(ItemLinkRows.LINKED),
                        col(ItemLinkRows.WEIGHT));
    }

    /** The same from the rows of a {@link BoughtTogetherTable}. */
    public static Dataset<Row> storedLinks(Dataset<Row> table, Dataset<Row> itemIndex) {
        return ItemLinkRows.dense(
                ItemLinkRows.aboveChance(
                        table.where(col(BoughtTogetherTable.SCOPE).equalTo(BoughtTogetherTable.ITEM)),
                        BoughtTogetherTable.LIFT,
                        BoughtTogetherTable.LLR),
                BoughtTogetherTable.ID,
                BoughtTogetherTable.OTHER_ID,
                ItemLinkRows.WEIGHT,
                itemIndex);
    }

    /** How many orders do not count for their many items. */
    static long capped(Dataset<Row> all, BasketSettings settings) {
        return all.where(col(ORDER_ITEMS).gt(settings.maxItemsPerOrder()))
                .select(EventsTable.USER_ID, ORDER_KEY)
                .distinct()
                .count();
    }

    private static Dataset<Row> counted(Dataset<Row> all, BasketSettings settings) {
        return all.where(col(ORDER_ITEMS).leq(settings.maxItemsPerOrder())).drop(ORDER_ITEMS);
    }

    private static Dataset<Row> lines(Dataset<Row> events, Column user, Column item, LocalDate asOf) {
        Dataset<Row> lines = events.where(col(EventsTable.TYPE).equalTo(EventType.PURCHASE.id()))
                .where(col(EventsTable.EVENT_DATE).leq(lit(java.sql.Date.valueOf(asOf))))
                .select(
                        user.as(EventsTable.USER_ID),
                        coalesce(
                                        col(EventsTable.ORDER_ID),
                                        col(EventsTable.EVENT_DATE).cast(DataTypes.StringType))
                                .as(ORDER_KEY),
                        item.as(BoughtTogetherTable.ID))
                .distinct();
        return lines.withColumn(
                ORDER_ITEMS,
                count(lit(1))
                        .over(org.apache.spark.sql.expressions.Window.partitionBy(EventsTable.USER_ID, ORDER_KEY)));
    }

    private static Dataset<Row> pairs(String scope, Dataset<Row> lines, long orders, BasketSettings settings) {
        List<Row> frequent = lines.groupBy(BoughtTogetherTable.ID)
                .agg(count(lit(1)).as(BoughtTogetherTable.ORDERS))
                .where(col(BoughtTogetherTable.ORDERS).geq(settings.minOrders()))
                .orderBy(BoughtTogetherTable.ID)
                .collectAsList();
        List<Row> places = new ArrayList<>(frequent.size());
        for (int place = 0; place < frequent.size(); place++) {
            places.add(RowFactory.create(frequent.get(place).getString(0), place));
        }
        Dataset<Row> placed = lines.sparkSession()
                .createDataFrame(
                        places,
                        new StructType()
                                .add(BoughtTogetherTable.ID, DataTypes.StringType, false)
                                .add(CoOccurrences.PLACE, DataTypes.IntegerType, false));
        Dataset<Row> cells = lines.join(placed, BoughtTogetherTable.ID)
                .select(
                        col(CoOccurrences.PLACE),
                        lit(1f).as(CoOccurrences.VALUE),
                        lit(0L).as(CoOccurrences.KEY),
                        col(EventsTable.USER_ID),
                        col(ORDER_KEY));
        String[] ids = frequent.stream().map(row -> row.getString(0)).toArray(String[]::new);
        int[] counts = frequent.stream().mapToInt(row -> (int) row.getLong(1)).toArray();
        return CoOccurrences.of(cells, ids.length, new Pairs(scope, ids, counts, orders, settings), PAIR);
    }

    /** The pairs of one item or category; {@code orders} are the orders with each, {@code all} those of everything. */
    private record Pairs(String scope, String[] ids, int[] orders, long all, BasketSettings settings)
            implements CoOccurrences.RowMaker {
        @Override
        public List<Row> rows(int place, int[] counts, float[] products) {
            TopItems best = new TopItems(Math.min(settings.topN(), ids.length));
            for (int other = 0; other < ids.length; other++) {
                if (other != place && counts[other] >= settings.minOrders()) {
                    double sign = counts[other] * (double) all < orders[place] * (double) orders[other] ? -1 : 1;
                    best.offer(other, (float) (sign * llr(place, other, counts[other])));
                }
            }
            best.sort();
            List<Row> rows = new ArrayList<>(best.size());
            for (int i = 0; i < best.size(); i++) {
                rows.add(row(place, i + 1, best.item(i), counts[best.item(i)]));
            }
            return rows;
        }

        private double llr(int place, int other, int both) {
            return LogLikelihood.ratio(both, orders[place], orders[other], all);
        }

        private Row row(int place, int rank, int other, int both) {
            return RowFactory.create(
                    scope,
                    ids[place],
                    rank,
                    ids[other],
                    both,
                    orders[place],
                    orders[other],
                    both / (double) all,
                    both / (double) orders[place],
                    both * (double) all / ((double) orders[place] * orders[other]),
                    llr(place, other, both));
        }
    }
}
