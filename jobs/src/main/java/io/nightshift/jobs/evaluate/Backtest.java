package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.EarlierInputs;
import io.nightshift.jobs.recommend.ListInputs;
import io.nightshift.jobs.recommend.ListProtocol;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.jobs.recommend.ranking.LearnedRanker;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What one cut is measured by: what users took after it, and the lists that models which know no more would have shown them. */
final class Backtest implements AutoCloseable {
    private final Fold fold;
    private final Level level;
    private final Dataset<Row> pairs;
    private final Dataset<Row> users;
    private final Dataset<Row> sought;
    private final List<ListInputs> fitted = new ArrayList<>();

    /**
     * @param pairs rows of {@link io.nightshift.jobs.recommend.InteractionsTable} of the level as of the cut
     * @param later the same as of the end of the test window
     * @param users rows of {@link UserIndexTable}
     */
    Backtest(Fold fold, Level level, Dataset<Row> pairs, Dataset<Row> later, Dataset<Row> users) {
        this.fold = fold;
        this.level = level;
        this.pairs = pairs;
        this.users = users;
        this.sought = Relevant.pairs(later, pairs, fold.cut()).persist();
    }

    /** The columns of {@link BacktestRelevantTable} but the run date. */
    Dataset<Row> relevant() {
        return dated(Relevant.named(Relevant.byProtocol(sought), users, level.itemIndex()));
    }

    /** The lists of every model and baseline, trained for this: the columns of {@link BacktestListsTable} but the run date. */
    Dataset<Row> lists(NightshiftSettings settings) {
        EarlierInputs fitting = new EarlierInputs(users, level.items(), level.itemIndex(), level.events(), settings);
        EarlierInputs earlier = level.models().map(fitting::with).orElse(fitting);
        ListInputs known = earlier.of(pairs, fold.cut());
        fitted.add(known);
        ListInputs inputs = known.forAudience(measured())
                .with(LearnedRanker.asOf(earlier, fold.cut()).ranker());
        return listed(BacktestLists.of(inputs, sought, settings.evaluate(), settings.recommend()));
    }

    /** The lists of the popularity baselines alone. */
    Dataset<Row> popularLists(EvaluateSettings settings) {
        return listed(BacktestLists.marked(
                PopularLists.of(measured(), pairs, fold.cut(), settings).join(level.itemIndex(), Relevant.ITEM),
                measured(),
                sought));
    }

    /** The lists that were released on the cut date, under protocol all. */
    Dataset<Row> releasedLists(Dataset<Row> recommendations, int longest) {
        return listed(BacktestLists.marked(
                BacktestLists.released(recommendations, measured(), level.itemIndex(), longest), measured(), sought));
    }

    /** The columns of {@link BacktestUsersTable} but the run date. */
    Dataset<Row> slices(Dataset<Row> attributes, SliceSettings settings) {
        return dated(new UserSlices(pairs, measured(), settings).of(attributes, level));
    }

    private Dataset<Row> listed(Dataset<Row> lists) {
        Dataset<Row> categories = level.items().select(ItemsTable.ITEM_ID, ItemsTable.CATEGORY);
        return dated(lists.join(categories, new String[] {ItemsTable.ITEM_ID}, "left"));
    }

    private Dataset<Row> measured() {
        return Relevant.users(sought, users);
    }

    private Dataset<Row> dated(Dataset<Row> rows) {
        return rows.withColumn(BacktestListsTable.CUT_DATE, lit(Date.valueOf(fold.cut())));
    }

    LocalDate cut() {
        return fold.cut();
    }

    /** The rows of protocol all, under the name by which a level stands beside the items. */
    static Dataset<Row> allAs(String protocol, Dataset<Row> rows) {
        return rows.where(col(BacktestListsTable.PROTOCOL).equalTo(RankedModel.id(ListProtocol.ALL)))
                .withColumn(BacktestListsTable.PROTOCOL, lit(protocol));
    }

    @Override
    public void close() {
        sought.unpersist();
        fitted.forEach(ListInputs::close);
    }
}
