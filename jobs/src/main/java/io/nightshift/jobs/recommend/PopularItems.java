package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.ingest.ItemsTable;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The rows of {@link PopularItemsTable} from the pairs of a date. */
public final class PopularItems {
    private PopularItems() {}

    /**
     * What a list is made of.
     *
     * @param days that count, the as-of date included
     * @param most rows of each list
     */
    record Window(int days, int most) {}

    /**
     * The most popular available items, overall and by category.
     *
     * @param users item and users, as of {@link Popularity#users}
     * @param itemIndex rows of {@link ItemIndexTable}
     * @param items rows of {@link ItemsTable}; items without a category stand in the overall list only
     * @param most rows of each list
     */
    public static Dataset<Row> of(
            Dataset<Row> users, Dataset<Row> itemIndex, Dataset<Row> items, LocalDate asOf, int most) {
        Dataset<Row> available = users.join(itemIndex, ItemIndexTable.ITEM)
                .join(items.where(col(ItemsTable.AVAILABLE)), ItemIndexTable.ITEM_ID)
                .select(ItemIndexTable.ITEM, ItemIndexTable.ITEM_ID, Popularity.USERS, ItemsTable.CATEGORY);
        Dataset<Row> overall = scoped(
                Popularity.ranked(available, ItemIndexTable.ITEM, most),
                lit(PopularItemsTable.ALL),
                lit(PopularItemsTable.ALL),
                asOf);
        Dataset<Row> inCategory = available.where(col(ItemsTable.CATEGORY).isNotNull());
        return overall.unionByName(scoped(
                Popularity.ranked(inCategory, ItemIndexTable.ITEM, most, ItemsTable.CATEGORY),
                lit(PopularItemsTable.CATEGORY),
                col(ItemsTable.CATEGORY),
                asOf));
    }

    /**
     * The most popular available items among the users of each segment.
     *
     * @param pairs rows of {@link InteractionsTable}
     * @param segments user, scope, scope_value
     * @param available item and item_id of those that may be recommended
     * @param window what counts
     */
    static Dataset<Row> inSegments(
            Dataset<Row> pairs, Dataset<Row> segments, Dataset<Row> available, LocalDate asOf, Window window) {
        Dataset<Row> users = pairs.where(col(InteractionsTable.LAST_CONVERSION)
                        .geq(date_sub(lit(Date.valueOf(asOf)), window.days() - 1)))
                .join(segments, InteractionsTable.USER)
                .groupBy(PopularItemsTable.SCOPE, PopularItemsTable.SCOPE_VALUE, InteractionsTable.ITEM)
                .agg(count(lit(1)).as(Popularity.USERS))
                .join(available, InteractionsTable.ITEM);
        return scoped(
                Popularity.ranked(
                        users,
                        InteractionsTable.ITEM,
                        window.most(),
                        PopularItemsTable.SCOPE,
                        PopularItemsTable.SCOPE_VALUE),
                col(PopularItemsTable.SCOPE),
                col(PopularItemsTable.SCOPE_VALUE),
                asOf);
    }

    private static Dataset<Row> scoped(Dataset<Row> ranked, Column scope, Column value, LocalDate asOf) {
        return ranked.select(
                lit(Date.valueOf(asOf)).as(PopularItemsTable.RUN_DATE),
                scope.as(PopularItemsTable.SCOPE),
                value.as(PopularItemsTable.SCOPE_VALUE),
                col(Popularity.RANK).as(PopularItemsTable.RANK),
                col(ItemIndexTable.ITEM_ID),
                col(Popularity.USERS).cast(DataTypes.FloatType).as(PopularItemsTable.SCORE));
    }
}
