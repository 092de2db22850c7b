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
import io.nightshift.jobs.recommend.ItemRecommendationsTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Checks the finished lists as stored against events, items and rules, by joins and counts: the code that made the lists has no part
 * in it, only the rules' expressions are the same.
 *
 * <ul>
 *   <li>list-length: every user of the audience has, in each placement, min(top-n, eligible items) different items ranked 1, 2, ...;
 *       where a cap or an apart rule holds, at most so many
 *   <li>no-hidden-item, available-items-only: what it says
 *   <li>rules-kept: no exclude, match, cap or apart rule is broken
 * </ul>
 */
final class ListAudit {
    private static final String ROWS = "listed";
    private static final String ITEMS = "different_items";
    private static final String FIRST = "first_rank";
    private static final String LAST = "last_rank";
    private static final String ELIGIBLE = "eligible";
    private static final String HIDDEN = "hidden_items";
    private static final String EXPECTED = "expected";
    private static final String[] USER = {RecommendationsTable.USER_ID};
    private static final String[] ITEM = {RecommendationsTable.ITEM_ID};

    private final String table;
    private final List<Placement> placements;
    private final AuditedRules rules;
    private final Dataset<Row> items;
    private final Dataset<Row> users;
    private final Dataset<Row> hidden;
    private final Dataset<Row> listed;

    /**
     * An audit of one table.
     *
     * @param inputs what its lists were made of
     * @param listed placement, user_id, rank, item_id of each row, an item's id in place of the user's for lists of items
     */
    private ListAudit(String table, RuleInputs inputs, Dataset<Row> listed) {
        this.table = table;
        this.placements = inputs.placements();
        this.rules = new AuditedRules(inputs.rules());
        this.items = rules.markItems(inputs.items());
        this.users = rules.markUsers(inputs.users());
        this.hidden = inputs.hidden();
        this.listed = listed;
    }

    /** Of the lists of users and, where there are any, of items. */
    static List<Audit> results(Run run) {
        RuleReading reading = new RuleReading(run);
        Dataset<Row> ofUsers = run.table(RecommendationsTable.CONTRACT)
                .select(
                        RecommendationsTable.PLACEMENT,
                        RecommendationsTable.USER_ID,
                        RecommendationsTable.RANK,
                        RecommendationsTable.ITEM_ID);
        List<Audit> results = new ArrayList<>(
                new ListAudit(RecommendationsTable.CONTRACT.table(), reading.inputs(), ofUsers).results());
        RuleInputs inputsOfItems = reading.inputsOfItems();
        if (!inputsOfItems.placements().isEmpty()) {
            Dataset<Row> ofItems = run.table(ItemRecommendationsTable.CONTRACT)
                    .select(
                            col(ItemRecommendationsTable.PLACEMENT),
                            col(ItemRecommendationsTable.ITEM_ID).as(RecommendationsTable.USER_ID),
                            col(ItemRecommendationsTable.RANK),
                            col(ItemRecommendationsTable.RECOMMENDED_ITEM_ID).as(RecommendationsTable.ITEM_ID));
            results.addAll(new ListAudit(ItemRecommendationsTable.CONTRACT.table(), inputsOfItems, ofItems).results());
        }
        return results;
    }

    private List<Audit> results() {
        Dataset<Row> rows = listed.join(items, ITEM, "left").join(users, USER, "left");
        long hiddenRows = listed.join(hidden, new String[] {USER[0], ITEM[0]}, "left_semi")
                .count();
        long unavailable =
                rows.where(not(coalesce(col(ItemsTable.AVAILABLE), lit(false)))).count();
        List<Audit> results = new ArrayList<>(List.of(
                result("no-hidden-item", hiddenRows, "rows with an item that the seen policy hides or the list is of"),
                result("available-items-only", unavailable, "rows with an item that is not available")));
        long wrongLength = listedElsewhere();
        long broken = 0;
        for (Placement placement : placements) {
            wrongLength += usersWithAWrongList(placement);
            broken += rules.broken(
                    placement, rows.where(col(RecommendationsTable.PLACEMENT).equalTo(placement.name())));
        }
        results.add(
                result("list-length", wrongLength, "lists without min(top-n, eligible) different items ranked from 1"));
        results.add(result("rules-kept", broken, "rows or lists that break a rule"));
        return results;
    }

    private Audit result(String check, long found, String what) {
        return new Audit(table, check, found == 0, found + " " + what);
    }

    private long listedElsewhere() {
        Object[] names = placements.stream().map(Placement::name).toArray();
        return listed.where(not(col(RecommendationsTable.PLACEMENT).isin(names)))
                .count();
    }

    /** Counts users outside the audience that have a list, too: nothing is expected of them. */
    private long usersWithAWrongList(Placement placement) {
        Dataset<Row> lists = listed.where(col(RecommendationsTable.PLACEMENT).equalTo(placement.name()))
                .groupBy(RecommendationsTable.USER_ID)
                .agg(
                        count(lit(1)).as(ROWS),
                        count_distinct(col(RecommendationsTable.ITEM_ID)).as(ITEMS),
                        min(RecommendationsTable.RANK).as(FIRST),
                        max(RecommendationsTable.RANK).as(LAST));
        Column rowsListed = coalesce(col(ROWS), lit(0L));
        Column length = coalesce(col(EXPECTED), lit(0L));
        Column rightLength = rules.limitLengths(placement) ? rowsListed.leq(length) : rowsListed.equalTo(length);
        Column right = rightLength.and(rowsListed
                .equalTo(0L)
                .or(col(ITEMS)
                        .equalTo(rowsListed)
                        .and(col(FIRST).equalTo(1))
                        .and(col(LAST).equalTo(rowsListed))));
        return expected(placement)
                .join(lists, USER, "full_outer")
                .agg(coalesce(sum(when(not(coalesce(right, lit(false))), 1L).otherwise(0L)), lit(0L)))
                .first()
                .getLong(0);
    }

    /** user_id and how many rows the list should have. */
    private Dataset<Row> expected(Placement placement) {
        Dataset<Row> available = items.where(col(ItemsTable.AVAILABLE));
        Column[] userMarks = rules.userMarks();
        Dataset<Row> alike =
                available.groupBy(rules.itemMarks()).agg(count(lit(1)).as(ROWS));
        Column isEligible = not(rules.excludes(placement));
        Dataset<Row> eligible = users.select(userMarks)
                .distinct()
                .crossJoin(alike)
                .groupBy(userMarks)
                .agg(sum(when(isEligible, col(ROWS)).otherwise(0L)).as(ELIGIBLE));
        Dataset<Row> hiddenOfUser = hidden.join(available, ITEM, "inner")
                .join(users, USER, "inner")
                .where(isEligible)
                .groupBy(RecommendationsTable.USER_ID)
                .agg(count(lit(1)).as(HIDDEN));
        String[] marks = Arrays.stream(userMarks).map(Column::toString).toArray(String[]::new);
        return users.join(eligible, marks, "left")
                .join(hiddenOfUser, USER, "left")
                .select(
                        col(RecommendationsTable.USER_ID),
                        least(
                                        lit((long) placement.topN()),
                                        coalesce(col(ELIGIBLE), lit(0L)).minus(coalesce(col(HIDDEN), lit(0L))))
                                .as(EXPECTED));
    }
}
