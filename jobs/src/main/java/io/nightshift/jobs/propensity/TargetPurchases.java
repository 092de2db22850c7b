package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.features.FeatureSettings;
import io.nightshift.jobs.features.UserDaysTable;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The days on which users bought what the targets are about. */
final class TargetPurchases {
    static final String USER_ID = EventsTable.USER_ID;
    static final String TARGET_INDEX = "target_index";
    static final String DAY = "day";
    static final String ORDERS = "orders";

    private TargetPurchases() {}

    /**
     * The tables that purchases come from.
     *
     * @param events rows of {@link EventsTable}
     * @param items rows of {@link ItemsTable}
     * @param userDays rows of {@link UserDaysTable}
     */
    record Inputs(Dataset<Row> events, Dataset<Row> items, Dataset<Row> userDays) {}

    /**
     * A row for each user, target and day with a purchase: {@link #USER_ID}, {@link #TARGET_INDEX} (the target's place in the
     * settings), {@link #DAY}, {@link #ORDERS} (distinct orders; those without an id are one a day). The events are read once for
     * all targets of a category or brand, and not at all without one.
     */
    static Dataset<Row> of(Inputs inputs, List<TargetSettings> targets, FeatureSettings settings) {
        List<Column> any = new ArrayList<>();
        List<Column> some = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).filtered()) {
                some.add(when(counts(targets.get(i)), lit(i)));
            } else {
                any.add(lit(i));
            }
        }
        Dataset<Row> ofAnyItem = inputs.userDays()
                .where(col(UserDaysTable.LINES).gt(0))
                .select(
                        col(UserDaysTable.USER_ID).as(USER_ID),
                        explode(array(any.toArray(Column[]::new))
                                        .cast(DataTypes.createArrayType(DataTypes.IntegerType)))
                                .as(TARGET_INDEX),
                        col(UserDaysTable.DAY).as(DAY),
                        // A day on which an order of the day before goes on begins none, but it is a day of buying.
                        col(UserDaysTable.ORDERS).cast(DataTypes.LongType).as(ORDERS));
        return some.isEmpty() ? ofAnyItem : ofAnyItem.unionByName(ofSomeItems(inputs, some, settings));
    }

    private static Dataset<Row> ofSomeItems(Inputs inputs, List<Column> targets, FeatureSettings settings) {
        Dataset<Row> targetsOfItems = inputs.items()
                .select(
                        col(ItemsTable.ITEM_ID),
                        explode(array_compact(array(targets.toArray(Column[]::new))))
                                .as(TARGET_INDEX));
        return inputs.events()
                .where(col(EventsTable.TYPE).isin(settings.purchaseTypes().toArray()))
                .join(targetsOfItems, EventsTable.ITEM_ID)
                .groupBy(
                        col(USER_ID),
                        col(TARGET_INDEX),
                        col(EventsTable.EVENT_DATE).as(DAY))
                .agg(count_distinct(coalesce(col(EventsTable.ORDER_ID), lit("")))
                        .as(ORDERS));
    }

    private static Column counts(TargetSettings target) {
        return target.category()
                .map(category -> col(ItemsTable.CATEGORY).equalTo(category))
                .orElseGet(() -> col(ItemsTable.BRAND).equalTo(target.brand().orElseThrow()));
    }
}
