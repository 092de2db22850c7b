package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightshift.contract.Audit;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.Audience;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.RecommendSettings;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Checks the finished lists against events and items, by joins and counts that share nothing with the code that made the lists:
 * each audience user has min(top-n, eligible items) rows with ranks 1, 2, ... and no item twice; no listed item is hidden from its
 * user or unavailable.
 */
final class ListAudit {
    private static final String ROWS = "listed";
    private static final String ITEMS = "different_items";
    private static final String FIRST = "first_rank";
    private static final String LAST = "last_rank";
    private static final String HIDDEN = "hidden_items";
    private static final String[] PAIR = {UserIndexTable.USER, ItemIndexTable.ITEM};
    private static final String[] USER = {UserIndexTable.USER};
    private static final String[] ITEM_ID = {ItemIndexTable.ITEM_ID};

    private final Run run;
    private final Dataset<Row> available;
    private final Dataset<Row> hidden;
    private final Dataset<Row> listed;

    ListAudit(Run run) {
        this.run = run;
        this.available = run.table(ItemsTable.CONTRACT)
                .where(col(ItemsTable.AVAILABLE))
                .join(run.table(ItemIndexTable.CONTRACT), ITEM_ID, "inner")
                .select(ItemIndexTable.ITEM);
        this.hidden = run.table(InteractionsTable.CONTRACT)
                .where(col(InteractionsTable.HIDDEN_UNTIL).gt(lit(Date.valueOf(run.date()))))
                .select(UserIndexTable.USER, ItemIndexTable.ITEM);
        this.listed = run.table(RecommendationsTable.CONTRACT)
                .join(run.table(UserIndexTable.CONTRACT), new String[] {UserIndexTable.USER_ID}, "left")
                .join(run.table(ItemIndexTable.CONTRACT), ITEM_ID, "left")
                .select(UserIndexTable.USER, ItemIndexTable.ITEM, RecommendationsTable.RANK);
    }

    List<Audit> results() {
        long wrongLength = usersWithAWrongList();
        long hiddenRows = listed.join(hidden, PAIR, "left_semi").count();
        long unavailable = listed.join(available, new String[] {ItemIndexTable.ITEM}, "left_anti")
                .count();
        return List.of(
                result(
                        "list-length",
                        wrongLength == 0,
                        wrongLength + " users without min(top-n, eligible) different items ranked from 1"),
                result("no-hidden-item", hiddenRows == 0, hiddenRows + " rows with an item that the seen policy hides"),
                result(
                        "available-items-only",
                        unavailable == 0,
                        unavailable + " rows with an item that is not available"));
    }

    private static Audit result(String check, boolean passed, String found) {
        return new Audit(RecommendationsTable.CONTRACT.table(), check, passed, found);
    }

    /** Counts users outside the audience that have a list, too: nothing is expected of them. */
    private long usersWithAWrongList() {
        RecommendSettings settings = run.settings().recommend();
        Dataset<Row> expected = Audience.of(
                        run.table(UserIndexTable.CONTRACT),
                        run.table(InteractionsTable.CONTRACT),
                        run.date(),
                        settings.audienceActiveDays())
                .select(col(UserIndexTable.USER), lit(true).as("expected"));
        Dataset<Row> hiddenOfUser = hidden.join(available, new String[] {ItemIndexTable.ITEM}, "left_semi")
                .groupBy(UserIndexTable.USER)
                .agg(count(lit(1)).as(HIDDEN));
        Dataset<Row> lists = listed.groupBy(UserIndexTable.USER)
                .agg(
                        count(lit(1)).as(ROWS),
                        count_distinct(col(ItemIndexTable.ITEM)).as(ITEMS),
                        min(RecommendationsTable.RANK).as(FIRST),
                        max(RecommendationsTable.RANK).as(LAST));
        Column eligible = lit(available.count()).minus(coalesce(col(HIDDEN), lit(0L)));
        Column length = when(col("expected"), least(lit((long) settings.topN()), eligible))
                .otherwise(lit(0L));
        Column right = coalesce(col(ROWS), lit(0L))
                .equalTo(length)
                .and(length.equalTo(0L)
                        .or(col(ITEMS)
                                .equalTo(length)
                                .and(col(FIRST).equalTo(1))
                                .and(col(LAST).equalTo(length))));
        Row found = expected.join(hiddenOfUser, USER, "left")
                .join(lists, USER, "full_outer")
                .agg(coalesce(sum(when(not(coalesce(right, lit(false))), 1L).otherwise(0L)), lit(0L)))
                .first();
        return found.getLong(0);
    }
}
