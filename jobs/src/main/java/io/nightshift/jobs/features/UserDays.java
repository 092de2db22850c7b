package io.nightshift.jobs.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventsTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * Sums each user's purchases and returns by day, each event once.
 *
 * <ol>
 *   <li>purchases and returns of the events
 *   <li>(user, day, order): lines and sums; the first exchange
 *   <li>(user, day): an order is counted on the first day it was bought on; the second exchange, by user only
 * </ol>
 */
public final class UserDays {
    private UserDays() {}

    /** Rows of {@link UserDaysTable}; empty when nothing was bought or returned. */
    public static Dataset<Row> of(Dataset<Row> events, FeatureSettings settings) {
        Dataset<Row> linesOfOrders = Transactions.of(events, settings)
                .groupBy(col(EventsTable.USER_ID), col(EventsTable.EVENT_DATE), col(EventsTable.ORDER_ID))
                .agg(
                        sum(Transactions.bought().cast(DataTypes.IntegerType)).as(UserDaysTable.LINES),
                        sum(col(EventsTable.QUANTITY)).as(UserDaysTable.UNITS),
                        sum(col(EventsTable.AMOUNT)).as(UserDaysTable.SPEND),
                        sum(discounted(col(EventsTable.AMOUNT))).as(AMOUNT_OF_DISCOUNTED),
                        sum(discounted(col(EventsTable.DISCOUNT))).as(UserDaysTable.DISCOUNT));
        return linesOfOrders
                .repartition(col(EventsTable.USER_ID))
                .withColumn(UserDaysTable.ORDERS, ordersBegun())
                .groupBy(col(EventsTable.USER_ID), col(EventsTable.EVENT_DATE).as(UserDaysTable.DAY))
                .agg(
                        sum(UserDaysTable.ORDERS).cast(DataTypes.IntegerType).as(UserDaysTable.ORDERS),
                        sum(UserDaysTable.LINES).cast(DataTypes.IntegerType).as(UserDaysTable.LINES),
                        total(UserDaysTable.UNITS),
                        total(UserDaysTable.SPEND),
                        sum(col(AMOUNT_OF_DISCOUNTED).plus(col(UserDaysTable.DISCOUNT)))
                                .cast(UserDaysTable.SUM)
                                .as(UserDaysTable.GROSS),
                        total(UserDaysTable.DISCOUNT));
    }

    private static final String AMOUNT_OF_DISCOUNTED = "amount_of_discounted";

    private static Column total(String name) {
        return sum(name).cast(UserDaysTable.SUM).as(name);
    }

    /** A value of the purchases whose amount and discount are both known; returns have no discount of their own. */
    private static Column discounted(Column value) {
        return when(
                Transactions.bought()
                        .and(col(EventsTable.AMOUNT).isNotNull())
                        .and(col(EventsTable.DISCOUNT).isNotNull()),
                value);
    }

    /** 1 on the first day that an order has a purchase; purchases without an order id are one order of their day. */
    private static Column ordersBegun() {
        Column bought = col(UserDaysTable.LINES).gt(0);
        Column firstDay = min(when(bought, col(EventsTable.EVENT_DATE)))
                .over(Window.partitionBy(col(EventsTable.USER_ID), col(EventsTable.ORDER_ID)));
        Column begun = coalesce(
                when(col(EventsTable.ORDER_ID).isNull(), bought),
                bought.and(col(EventsTable.EVENT_DATE).equalTo(firstDay)));
        return when(begun, lit(1)).otherwise(lit(0));
    }
}
