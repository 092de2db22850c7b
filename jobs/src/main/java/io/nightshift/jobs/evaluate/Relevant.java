package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.ListProtocol;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the lists of the backtest are expected to find, under dense ids: user, item, {@link #AGAIN}, {@link #SLICE}. */
final class Relevant {
    static final String USER = InteractionsTable.USER;
    static final String ITEM = InteractionsTable.ITEM;
    /** Whether the user had a conversion of the item up to the cut. */
    static final String AGAIN = "again";

    static final String SLICE = BacktestRelevantTable.SLICE;
    /** The slice of users without any event up to the cut. */
    static final String NO_HISTORY = "no-history";

    private Relevant() {}

    /**
     * The pairs with a conversion after the cut whose item had one, by anybody, up to the cut.
     *
     * @param later rows of {@link InteractionsTable} as of the end of the test window
     * @param pairs rows of {@link InteractionsTable} as of the cut
     * @param cut the last day that models are trained on
     * @return each pair once
     */
    static Dataset<Row> pairs(Dataset<Row> later, Dataset<Row> pairs, LocalDate cut) {
        Dataset<Row> converted =
                pairs.where(col(InteractionsTable.LAST_CONVERSION).isNotNull());
        Dataset<Row> known = converted.select(ITEM).distinct();
        Dataset<Row> owned = converted.select(col(USER), col(ITEM), lit(true).as(AGAIN));
        Dataset<Row> active = pairs.select(USER).distinct().withColumn(SLICE, lit(ModelMetricsTable.SLICE_ALL));
        return later.where(col(InteractionsTable.LAST_CONVERSION).gt(lit(Date.valueOf(cut))))
                .select(USER, ITEM)
                .join(known, ITEM)
                .join(owned, new String[] {USER, ITEM}, "left")
                .join(active, new String[] {USER}, "left")
                .select(
                        col(USER),
                        col(ITEM),
                        coalesce(col(AGAIN), lit(false)).as(AGAIN),
                        coalesce(col(SLICE), lit(NO_HISTORY)).as(SLICE));
    }

    /**
     * The pairs under each protocol that they count for. A user without history counts under {@code all} alone, where {@code new} would say
     * the same.
     *
     * @param relevant rows of {@link #pairs}
     * @return protocol, slice, user, item
     */
    static Dataset<Row> byProtocol(Dataset<Row> relevant) {
        Column all = lit(RankedModel.id(ListProtocol.ALL));
        Column own = when(col(AGAIN), lit(RankedModel.id(ListProtocol.AGAIN)))
                .otherwise(lit(RankedModel.id(ListProtocol.NEW)));
        Column protocols = when(col(SLICE).equalTo(NO_HISTORY), array(all)).otherwise(array(all, own));
        return relevant.select(explode(protocols).as(BacktestRelevantTable.PROTOCOL), col(SLICE), col(USER), col(ITEM));
    }

    /**
     * The same with the ids of the inputs.
     *
     * @param byProtocol rows of {@link #byProtocol}
     * @return the columns of {@link BacktestRelevantTable} but the dates
     */
    static Dataset<Row> named(Dataset<Row> byProtocol, Dataset<Row> users, Dataset<Row> items) {
        return byProtocol
                .join(users, USER)
                .join(items, ITEM)
                .select(
                        col(BacktestRelevantTable.PROTOCOL),
                        col(SLICE),
                        col(UserIndexTable.USER_ID).as(BacktestRelevantTable.USER_ID),
                        col(ItemIndexTable.ITEM_ID).as(BacktestRelevantTable.ITEM_ID));
    }

    /**
     * The users who are measured.
     *
     * @param relevant rows of {@link #pairs}
     * @param users rows of {@link UserIndexTable}
     * @return user and user_id; each user with a relevant item once
     */
    static Dataset<Row> users(Dataset<Row> relevant, Dataset<Row> users) {
        return relevant.select(USER).distinct().join(users, USER);
    }
}
