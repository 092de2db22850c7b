package io.nightshift.jobs.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The features of every item as of a date.
 *
 * <ol>
 *   <li>(item, age band): lines and sums of the purchases and returns, each event once
 *   <li>(item): windows as sums of bands
 *   <li>(item): users per window, from the (user, item) rows
 *   <li>every item of the items table, joined with both; zeros where nothing was bought
 * </ol>
 */
final class ItemFeatures {
    /** The first days, counted back from the as-of date, of the age bands after the youngest: every window is some of the bands. */
    private static final int[] BAND_STARTS = {7, 28, 56, 90, 365};

    private static final String BAND = "band";
    private static final String ROWS = "rows";
    private static final String LINES = "lines";
    private static final String UNITS = "units";
    private static final String REVENUE = "revenue";
    private static final String FIRST_DAY = "first_day";

    private ItemFeatures() {}

    /**
     * What the features are computed from.
     *
     * @param events rows of {@link EventsTable}; later ones than the date are not seen
     * @param userItems rows of {@link UserItems}, as of the same date
     * @param items rows of {@link ItemsTable}
     */
    record Inputs(Dataset<Row> events, Dataset<Row> userItems, Dataset<Row> items) {}

    /** Rows of {@link ItemFeaturesTable}, one for each item of the items table. */
    static Dataset<Row> asOf(LocalDate date, Inputs inputs, FeatureSettings settings) {
        String[] item = {ItemsTable.ITEM_ID};
        Dataset<Row> features = inputs.items()
                .select(ItemsTable.ITEM_ID, ItemsTable.CATEGORY, ItemsTable.BRAND, ItemsTable.PRICE)
                .join(sales(date, inputs.events(), settings), item, "left")
                .join(buyers(date, inputs.userItems()), item, "left");
        return ItemFeaturesTable.CONTRACT.conform(features.select(columns(date)));
    }

    private static Dataset<Row> sales(LocalDate date, Dataset<Row> events, FeatureSettings settings) {
        Dataset<Row> bands = Transactions.of(
                        events.where(col(EventsTable.EVENT_DATE).leq(lit(date))), settings)
                .groupBy(col(EventsTable.ITEM_ID), band(date).as(BAND))
                .agg(
                        count(lit(1)).as(ROWS),
                        count(when(Transactions.bought(), lit(1))).as(LINES),
                        sum(EventsTable.QUANTITY).as(UNITS),
                        sum(EventsTable.AMOUNT).as(REVENUE),
                        min(when(Transactions.bought(), col(EventsTable.EVENT_DATE)))
                                .as(FIRST_DAY));
        List<Column> windows = new ArrayList<>();
        for (FeatureWindow window : FeatureWindow.values()) {
            windows.add(sum(when(youngerThan(window.days()), col(UNITS))).as(window.column(ItemFeaturesTable.UNITS)));
            windows.add(coalesce(
                            sum(when(youngerThan(window.days()), col(REVENUE))),
                            when(
                                    coalesce(sum(when(youngerThan(window.days()), col(ROWS))), lit(0))
                                            .equalTo(0),
                                    lit(0)))
                    .as(window.column(ItemFeaturesTable.REVENUE)));
        }
        Column recent = coalesce(sum(when(youngerThan(28), col(LINES))), lit(0L));
        Column both = sum(when(youngerThan(56), col(LINES)));
        windows.add(when(
                        both.gt(0),
                        recent.multiply(2)
                                .minus(both)
                                .cast(DataTypes.DoubleType)
                                .divide(both))
                .as(ItemFeaturesTable.TREND));
        windows.add(min(FIRST_DAY).as(FIRST_DAY));
        return bands.groupBy(EventsTable.ITEM_ID).agg(sum(ROWS).as(ROWS), windows.toArray(Column[]::new));
    }

    /** How many of the band starts an event is older than: 0 for the last week. */
    private static Column band(LocalDate date) {
        Column age = datediff(lit(date), col(EventsTable.EVENT_DATE));
        Column band = lit(0);
        for (int start : BAND_STARTS) {
            band = band.plus(age.geq(start).cast(DataTypes.IntegerType));
        }
        return band;
    }

    private static Column youngerThan(int days) {
        int bands = 1;
        while (bands <= BAND_STARTS.length && BAND_STARTS[bands - 1] != days) {
            bands++;
        }
        return col(BAND).lt(bands);
    }

    private static Dataset<Row> buyers(LocalDate date, Dataset<Row> userItems) {
        List<Column> columns = new ArrayList<>();
        for (FeatureWindow window : FeatureWindow.values()) {
            columns.add(count(when(UserItems.within(UserItems.LAST_DAY, date, window), lit(1)))
                    .as(window.column(ItemFeaturesTable.USERS)));
        }
        Column repeated = count(when(col(UserItems.FIRST_DAY).lt(col(UserItems.LAST_DAY)), lit(1)));
        return userItems
                .groupBy(UserItems.ITEM_ID)
                .agg(
                        repeated.cast(DataTypes.DoubleType)
                                .divide(count(lit(1)))
                                .as(ItemFeaturesTable.REPEAT_RATE),
                        columns.toArray(Column[]::new));
    }

    /** The table's columns; for an item that nobody bought, zero for counts and sums, nothing for the rest. */
    private static Column[] columns(LocalDate date) {
        List<Column> columns = new ArrayList<>();
        columns.add(lit(date).as(ItemFeaturesTable.RUN_DATE));
        columns.add(col(ItemFeaturesTable.ITEM_ID));
        for (FeatureWindow window : FeatureWindow.values()) {
            String users = window.column(ItemFeaturesTable.USERS);
            String units = window.column(ItemFeaturesTable.UNITS);
            String revenue = window.column(ItemFeaturesTable.REVENUE);
            columns.add(coalesce(col(users), lit(0L)).as(users));
            columns.add(coalesce(col(units), lit(0)).cast(UserDaysTable.SUM).as(units));
            columns.add(when(col(ROWS).isNotNull(), col(revenue))
                    .otherwise(lit(0))
                    .cast(UserDaysTable.SUM)
                    .as(revenue));
        }
        columns.add(col(ItemFeaturesTable.TREND));
        columns.add(datediff(lit(date), col(FIRST_DAY)).as(ItemFeaturesTable.DAYS_SINCE_FIRST_SALE));
        columns.add(col(ItemFeaturesTable.REPEAT_RATE));
        columns.add(col(ItemFeaturesTable.CATEGORY));
        columns.add(col(ItemFeaturesTable.BRAND));
        columns.add(col(ItemFeaturesTable.PRICE).cast(UserDaysTable.SUM).as(ItemFeaturesTable.PRICE));
        return columns.toArray(Column[]::new);
    }
}
