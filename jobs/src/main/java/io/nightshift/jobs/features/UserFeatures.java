package io.nightshift.jobs.features;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The features of every user as of a date.
 *
 * <ol>
 *   <li>{@link UserWindows}: sums of days
 *   <li>(user, category): items per window and lines, from the (user, item) rows
 *   <li>(user): items per window and the top categories
 *   <li>every user of the users table, joined with both; zeros where nothing was bought
 * </ol>
 */
final class UserFeatures {
    private static final String LINES = "lines";
    private static final String CATEGORIES = "categories";

    private UserFeatures() {}

    /**
     * What the features are computed from.
     *
     * @param userDays rows of {@link UserDaysTable}, of any days
     * @param userItems rows of {@link UserItems}, as of the same date
     * @param items rows of {@link ItemsTable}
     * @param users rows of {@link UsersTable}
     */
    record Inputs(Dataset<Row> userDays, Dataset<Row> userItems, Dataset<Row> items, Dataset<Row> users) {}

    /** Rows of {@link UserFeaturesTable}, one for each user of the users table. */
    static Dataset<Row> asOf(LocalDate date, Inputs inputs, FeatureSettings settings) {
        Dataset<Row> features = inputs.users()
                .select(UsersTable.USER_ID, UsersTable.ATTRIBUTES)
                .join(UserWindows.asOf(inputs.userDays(), List.of(date)), seq(UsersTable.USER_ID), "left")
                .join(range(date, inputs, settings), seq(UsersTable.USER_ID), "left");
        return UserFeaturesTable.CONTRACT.conform(features.select(columns(date)));
    }

    private static String[] seq(String column) {
        return new String[] {column};
    }

    /** What a user bought of the range: {@link UserFeaturesTable#ITEMS} per window and the top categories. */
    private static Dataset<Row> range(LocalDate date, Inputs inputs, FeatureSettings settings) {
        Column[] itemsInWindow =
                perWindow(window -> count(when(UserItems.within(UserItems.LAST_DAY, date, window), lit(1)))
                        .as(window.column(UserFeaturesTable.ITEMS)));
        Column[] itemsOfUser = perWindow(window -> {
            String name = window.column(UserFeaturesTable.ITEMS);
            return sum(name).cast(DataTypes.IntegerType).as(name);
        });
        Column category = when(
                col(UserFeaturesTable.CATEGORY).isNotNull().and(col(LINES).gt(0)),
                struct(negate(col(LINES)).as(LINES), col(UserFeaturesTable.CATEGORY)));
        return inputs.userItems()
                .join(inputs.items().select(ItemsTable.ITEM_ID, ItemsTable.CATEGORY), seq(ItemsTable.ITEM_ID), "left")
                .groupBy(col(UserItems.USER_ID), col(ItemsTable.CATEGORY).as(UserFeaturesTable.CATEGORY))
                .agg(sum(UserItems.LINES_365D).as(LINES), itemsInWindow)
                .groupBy(col(UserItems.USER_ID))
                .agg(sort_array(collect_list(category)).as(CATEGORIES), itemsOfUser)
                .withColumn(UserFeaturesTable.TOP_CATEGORIES, topCategories(settings.topCategories()));
    }

    private static Column[] perWindow(Function<FeatureWindow, Column> column) {
        List<Column> columns = new ArrayList<>();
        for (FeatureWindow window : FeatureWindow.values()) {
            columns.add(column.apply(window));
        }
        return columns.toArray(Column[]::new);
    }

    /** The first categories of those sorted by lines, each with its share of the lines of all. */
    private static Column topCategories(int most) {
        Column lines = aggregate(col(CATEGORIES), lit(0L), (total, entry) -> total.minus(entry.getField(LINES)));
        return transform(
                slice(col(CATEGORIES), 1, most),
                entry -> struct(
                        entry.getField(UserFeaturesTable.CATEGORY).as(UserFeaturesTable.CATEGORY),
                        negate(entry.getField(LINES))
                                .cast(DataTypes.DoubleType)
                                .divide(lines)
                                .as(UserFeaturesTable.SHARE)));
    }

    /** The table's columns; for a user who bought nothing, zero for counts and sums, nothing for the rest. */
    private static Column[] columns(LocalDate date) {
        List<Column> columns = new ArrayList<>();
        columns.add(lit(date).as(UserFeaturesTable.RUN_DATE));
        columns.add(col(UserFeaturesTable.USER_ID));
        for (FeatureWindow window : FeatureWindow.values()) {
            for (String measure : List.of(
                    UserFeaturesTable.ORDERS,
                    UserFeaturesTable.UNITS,
                    UserFeaturesTable.ITEMS,
                    UserFeaturesTable.ACTIVE_DAYS)) {
                String name = window.column(measure);
                columns.add(coalesce(col(name), lit(0))
                        .cast(UserFeaturesTable.CONTRACT.schema().apply(name).dataType())
                        .as(name));
            }
            String spend = window.column(UserFeaturesTable.SPEND);
            columns.add(when(col(UserWindows.AS_OF).isNull(), lit(0))
                    .otherwise(col(spend))
                    .cast(UserDaysTable.SUM)
                    .as(spend));
        }
        columns.add(col(UserFeaturesTable.DAYS_SINCE_LAST));
        columns.add(col(UserFeaturesTable.DAYS_SINCE_FIRST));
        columns.add(col(UserFeaturesTable.MEAN_BASKET));
        columns.add(col(UserFeaturesTable.DISCOUNT_SHARE_90D));
        columns.add(coalesce(col(UserFeaturesTable.TOP_CATEGORIES), array().cast(UserFeaturesTable.TOP_CATEGORIES_TYPE))
                .as(UserFeaturesTable.TOP_CATEGORIES));
        columns.add(col(UserFeaturesTable.ATTRIBUTES));
        return columns.toArray(Column[]::new);
    }
}
