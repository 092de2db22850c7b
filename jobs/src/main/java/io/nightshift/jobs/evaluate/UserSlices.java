package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which parts of the users each measured user with history belongs to.
 *
 * <ol>
 *   <li>histories: (user, user_id, items), how many items each user took up to the cut
 *   <li>slices: (user_id, kind, slice), one row for each kind of parts
 *   <li>kept: the same, of each kind the slices with most users, ties by name
 *   <li>(user_id, slices)
 * </ol>
 */
final class UserSlices {
    private static final String ITEMS = "items";
    private static final String KIND = "kind";
    private static final String SLICE = "slice";
    private static final String USERS = "users";
    private static final String PLACE = "place";
    private static final String HISTORY = "history";

    private final Dataset<Row> pairs;
    private final Dataset<Row> measured;
    private final SliceSettings settings;

    /**
     * @param pairs rows of {@link InteractionsTable} as of the cut
     * @param measured user and user_id, each user once
     */
    UserSlices(Dataset<Row> pairs, Dataset<Row> measured, SliceSettings settings) {
        this.pairs = pairs;
        this.measured = measured;
        this.settings = settings;
    }

    /**
     * The slices.
     *
     * @param users rows of {@link UsersTable}, for the attributes
     * @param level the items, for the categories
     * @return user_id and slices; no row for a user who belongs to none
     */
    Dataset<Row> of(Dataset<Row> users, Level level) {
        Dataset<Row> histories = pairs.join(measured, InteractionsTable.USER)
                .groupBy(InteractionsTable.USER, UsersTable.USER_ID)
                .agg(count(lit(1)).as(ITEMS));
        List<Dataset<Row>> slices = new ArrayList<>();
        slices.add(histories.select(
                col(UsersTable.USER_ID),
                lit(HISTORY).as(KIND),
                concat(lit(HISTORY + ":"), lengthOf(col(ITEMS))).as(SLICE)));
        settings.attributes().forEach(name -> slices.add(ofAttribute(histories.join(users, UsersTable.USER_ID), name)));
        if (settings.favouriteCategory()) {
            slices.add(ofFavourites(level));
        }
        Dataset<Row> all = slices.stream().reduce(Dataset::unionByName).orElseThrow();
        return all.join(kept(all), new String[] {KIND, SLICE})
                .groupBy(UsersTable.USER_ID)
                .agg(sort_array(collect_list(SLICE)).as(BacktestUsersTable.SLICES));
    }

    /** The number's range by the bounds, such as 1-9, 10-49 and 50+. */
    private Column lengthOf(Column items) {
        int from = 1;
        Column range = null;
        for (int bound : settings.historyLengths()) {
            Column below = items.lt(bound);
            Column name = lit(from == bound - 1 ? String.valueOf(from) : from + "-" + (bound - 1));
            range = range == null ? when(below, name) : range.when(below, name);
            from = bound;
        }
        Column rest = lit(from + "+");
        return range == null ? rest : range.otherwise(rest);
    }

    private static Dataset<Row> ofAttribute(Dataset<Row> users, String name) {
        return users.select(
                        col(UsersTable.USER_ID),
                        lit("attribute " + name).as(KIND),
                        concat(lit(name + ":"), element_at(col(UsersTable.ATTRIBUTES), name))
                                .as(SLICE))
                .where(col(SLICE).isNotNull());
    }

    private Dataset<Row> ofFavourites(Level level) {
        Dataset<Row> categories = level.items()
                .where(col(ItemsTable.CATEGORY).isNotNull())
                .join(level.itemIndex(), ItemIndexTable.ITEM_ID)
                .select(ItemIndexTable.ITEM, ItemsTable.CATEGORY);
        Column place = row_number()
                .over(Window.partitionBy(UsersTable.USER_ID)
                        .orderBy(col(ITEMS).desc(), col(ItemsTable.CATEGORY).asc()));
        return pairs.join(measured, InteractionsTable.USER)
                .join(categories, InteractionsTable.ITEM)
                .groupBy(UsersTable.USER_ID, ItemsTable.CATEGORY)
                .agg(count(lit(1)).as(ITEMS))
                .withColumn(PLACE, place)
                .where(col(PLACE).equalTo(1))
                .select(
                        col(UsersTable.USER_ID),
                        lit(ItemsTable.CATEGORY).as(KIND),
                        concat(lit(ItemsTable.CATEGORY + ":"), col(ItemsTable.CATEGORY))
                                .as(SLICE));
    }

    private Dataset<Row> kept(Dataset<Row> slices) {
        Column place = row_number()
                .over(Window.partitionBy(KIND)
                        .orderBy(col(USERS).desc(), col(SLICE).asc()));
        return slices.groupBy(KIND, SLICE)
                .agg(count(lit(1)).as(USERS))
                .withColumn(PLACE, place)
                .where(col(PLACE).leq(settings.mostValues()).or(col(KIND).equalTo(HISTORY)))
                .select(KIND, SLICE);
    }
}
