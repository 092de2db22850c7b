package io.nightshift.jobs.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventsTable;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** When a user bought an item first and last, as of a date: what the counts of different items and of different users need. */
final class UserItems {
    static final String USER_ID = EventsTable.USER_ID;
    static final String ITEM_ID = EventsTable.ITEM_ID;
    static final String FIRST_DAY = "first_day";
    static final String LAST_DAY = "last_day";
    static final String LINES_365D = "lines_365d";

    private UserItems() {}

    /** One row per (user, item) with a purchase up to the date: {@link #FIRST_DAY}, {@link #LAST_DAY}, {@link #LINES_365D}. */
    static Dataset<Row> asOf(Dataset<Row> events, LocalDate date, FeatureSettings settings) {
        return Transactions.purchases(events, settings)
                .where(col(EventsTable.EVENT_DATE).leq(lit(date)))
                .groupBy(col(USER_ID), col(ITEM_ID))
                .agg(
                        min(EventsTable.EVENT_DATE).as(FIRST_DAY),
                        max(EventsTable.EVENT_DATE).as(LAST_DAY),
                        count(when(within(EventsTable.EVENT_DATE, date, FeatureWindow.YEAR), lit(1)))
                                .as(LINES_365D));
    }

    /** Whether a day that is not after the date lies in the window that ends with it. */
    static Column within(String day, LocalDate date, FeatureWindow window) {
        return col(day).gt(lit(date.minusDays(window.days())));
    }
}
