package io.nightshift.jobs.recommend.again;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.spark.FixedPoint;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * From purchases to due dates.
 *
 * <ol>
 *   <li>days: (user_id, item_id, event_date, gap), each day of a user's purchases of an item, with the days since the one before
 *   <li>own: (user_id, item_id, gaps, first_date, last_date, log sums)
 *   <li>items: {@link ItemRepurchaseTable}
 *   <li>due: {@link BuyAgainTable}
 * </ol>
 */
public final class Repurchases {
    private static final String ITEM_SPREAD = "item_spread";
    private static final String ITEM_LOG = "item_log";
    private static final String GAP = "gap";
    private static final String GAPS = "own_gaps";
    private static final String FIRST = "first_date";
    private static final String LOGS = "logs";
    private static final String SQUARES = "squares";
    /** Logarithms add up as multiples of 2^-30, the same in any order. */
    private static final FixedPoint SUMS = new FixedPoint(1L << 30);

    private Repurchases() {}

    /**
     * What each user's purchases of each item up to a day say.
     *
     * @param events rows of {@link EventsTable}
     * @return user_id, item_id, own_gaps, first_date, last_date and sums of the gaps' logarithms; a row for each pair with a purchase
     */
    public static Dataset<Row> own(Dataset<Row> events, LocalDate asOf) {
        Column before = lag(EventsTable.EVENT_DATE, 1)
                .over(Window.partitionBy(EventsTable.USER_ID, EventsTable.ITEM_ID)
                        .orderBy(EventsTable.EVENT_DATE));
        Column logarithm = log(col(GAP).cast(DataTypes.DoubleType));
        return events.where(col(EventsTable.TYPE).equalTo(EventType.PURCHASE.id()))
                .where(col(EventsTable.EVENT_DATE).leq(lit(Date.valueOf(asOf))))
                .select(EventsTable.USER_ID, EventsTable.ITEM_ID, EventsTable.EVENT_DATE)
                .distinct()
                .withColumn(GAP, datediff(col(EventsTable.EVENT_DATE), before))
                .groupBy(EventsTable.USER_ID, EventsTable.ITEM_ID)
                .agg(
                        count(col(GAP)).as(GAPS),
                        min(EventsTable.EVENT_DATE).as(FIRST),
                        max(EventsTable.EVENT_DATE).as(BuyAgainTable.LAST_DATE),
                        coalesce(SUMS.units(logarithm), lit(0L)).as(LOGS),
                        coalesce(SUMS.units(logarithm.multiply(logarithm)), lit(0L))
                                .as(SQUARES));
    }

    /** The intervals of the items, from {@link #own}: the columns of {@link ItemRepurchaseTable} but the date. */
    public static Dataset<Row> items(Dataset<Row> own) {
        Column gaps = sum(GAPS);
        Column mean = sum(LOGS).divide(lit(SUMS.scale())).divide(gaps);
        Column variance = sum(SQUARES).divide(lit(SUMS.scale())).divide(gaps).minus(mean.multiply(mean));
        return own.groupBy(EventsTable.ITEM_ID)
                .agg(
                        count(lit(1)).as(ItemRepurchaseTable.USERS),
                        avg(when(col(GAPS).gt(0), 1.0).otherwise(0.0)).as(ItemRepurchaseTable.REPEAT_RATE),
                        gaps.as(ItemRepurchaseTable.GAPS),
                        when(gaps.gt(0), exp(mean)).as(ItemRepurchaseTable.INTERVAL_DAYS),
                        when(gaps.gt(0), sqrt(greatest(lit(0.0), variance))).as(ItemRepurchaseTable.SPREAD));
    }

    /**
     * The due dates of the users' own items: the columns of {@link BuyAgainTable} but the date.
     *
     * @param own rows of {@link #own}
     * @param intervals rows of {@link #items}
     * @param items rows of {@link ItemsTable}
     */
    public static Dataset<Row> due(
            Dataset<Row> own, Dataset<Row> intervals, Dataset<Row> items, LocalDate asOf, AgainSettings settings) {
        Dataset<Row> repeatable = intervals
                .where(col(ItemRepurchaseTable.INTERVAL_DAYS).isNotNull())
                .where(col(ItemRepurchaseTable.REPEAT_RATE).geq(settings.minRepeatRate()))
                .join(items.where(col(ItemsTable.AVAILABLE)).select(ItemsTable.ITEM_ID), ItemsTable.ITEM_ID)
                .select(
                        col(ItemsTable.ITEM_ID),
                        col(ItemRepurchaseTable.INTERVAL_DAYS),
                        col(ItemRepurchaseTable.SPREAD).as(ITEM_SPREAD),
                        log(col(ItemRepurchaseTable.INTERVAL_DAYS)).as(ITEM_LOG));
        double itemGaps = settings.itemGaps();
        UDF3<Long, Integer, Double, Double> expectedDays =
                (gaps, days, itemDays) -> Interval.expected(gaps, days, itemDays, itemGaps);
        UserDefinedFunction expected = udf(expectedDays, DataTypes.DoubleType);
        Column since = datediff(lit(Date.valueOf(asOf)), col(BuyAgainTable.LAST_DATE));
        Dataset<Row> due = own.join(repeatable, ItemsTable.ITEM_ID)
                .where(col(GAPS).plus(itemGaps).gt(0))
                .withColumn(
                        BuyAgainTable.INTERVAL_DAYS,
                        expected.apply(
                                col(GAPS),
                                datediff(col(BuyAgainTable.LAST_DATE), col(FIRST)),
                                col(ItemRepurchaseTable.INTERVAL_DAYS)))
                .withColumn(BuyAgainTable.SPREAD, spread(log(col(BuyAgainTable.INTERVAL_DAYS)), itemGaps))
                .withColumn(BuyAgainTable.DUE_RATIO, since.divide(col(BuyAgainTable.INTERVAL_DAYS)))
                .where(col(BuyAgainTable.DUE_RATIO).leq(settings.mostOverdue()))
                .withColumn(
                        BuyAgainTable.DUE_DATE,
                        date_add(
                                col(BuyAgainTable.LAST_DATE),
                                round(col(BuyAgainTable.INTERVAL_DAYS)).cast(DataTypes.IntegerType)));
        Column rank = row_number()
                .over(Window.partitionBy(BuyAgainTable.USER_ID)
                        .orderBy(col(BuyAgainTable.DUE_DATE), col(BuyAgainTable.ITEM_ID)));
        return due.withColumn(BuyAgainTable.RANK, rank)
                .where(col(BuyAgainTable.RANK).leq(settings.topN()))
                .select(
                        BuyAgainTable.USER_ID,
                        BuyAgainTable.RANK,
                        BuyAgainTable.ITEM_ID,
                        BuyAgainTable.DUE_DATE,
                        BuyAgainTable.LAST_DATE,
                        BuyAgainTable.INTERVAL_DAYS,
                        BuyAgainTable.SPREAD,
                        BuyAgainTable.DUE_RATIO);
    }

    /** The root mean square distance of the logarithms of own gaps and of the item's, worth so many own ones, from that of the interval. */
    private static Column spread(Column mean, double itemGaps) {
        Column logs = col(LOGS).divide(lit(SUMS.scale()));
        Column squares = col(SQUARES).divide(lit(SUMS.scale()));
        Column own = squares.minus(logs.multiply(mean).multiply(2))
                .plus(col(GAPS).multiply(mean).multiply(mean));
        Column bias = col(ITEM_LOG).minus(mean);
        Column ofItem = col(ITEM_SPREAD).multiply(col(ITEM_SPREAD)).plus(bias.multiply(bias));
        return sqrt(greatest(
                lit(0.0), own.plus(ofItem.multiply(itemGaps)).divide(col(GAPS).plus(itemGaps))));
    }
}
