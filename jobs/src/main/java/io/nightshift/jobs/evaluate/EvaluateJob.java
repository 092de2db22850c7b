package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.propensity.PropensityBacktestTable;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.EarlierInputs;
import io.nightshift.jobs.recommend.ListInputs;
import io.nightshift.jobs.recommend.ranking.RankerModelsTable;
import io.nightshift.jobs.recommend.ranking.RankerRows;
import io.nightshift.jobs.recommend.RecommendSettings;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trains the night's models again on what was known some weeks ago and measures them on what happened since. */
public final class EvaluateJob implements Job {
    /** The tables of the backtest of lists, empty on nights without one. */
    private static final List<Contract> LISTS = List.of(
            BacktestPairsTable.CONTRACT,
            BacktestItemsTable.CONTRACT,
            BacktestRelevantTable.CONTRACT,
            BacktestListsTable.CONTRACT);

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public String description() {
        return "Measures models and baselines on the last weeks, after training them again without these";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                EventsTable.CONTRACT,
                ItemsTable.CONTRACT,
                UserIndexTable.CONTRACT,
                ItemIndexTable.CONTRACT,
                InteractionsTable.CONTRACT,
                RankerModelsTable.CONTRACT,
                PropensityBacktestTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return Stream.concat(LISTS.stream(), Stream.of(ModelMetricsTable.CONTRACT))
                .toList();
    }

    @Override
    public List<String> settings() {
        return List.of(
                "evaluate.schedule",
                "evaluate.weekday",
                "evaluate.holdout-days",
                "evaluate.lengths",
                "evaluate.popular-days",
                "interactions",
                "recommend",
                "seed");
    }

    @Override
    public void compute(Run run) {
        EvaluateSettings settings = run.settings().evaluate();
        Dataset<Row> ofTargets = BinaryMetrics.of(run.table(PropensityBacktestTable.CONTRACT), run.date());
        Dataset<Row> figures = settings.goesWith(run.date())
                ? ofTargets.unionByName(ofLists(run, settings, settings.cut(run.date())))
                : ofTargets;
        if (!settings.goesWith(run.date())) {
            LISTS.forEach(table -> run.write(table, run.spark().createDataFrame(List.of(), table.schema())));
        }
        run.write(
                ModelMetricsTable.CONTRACT,
                figures.coalesce(1)
                        .sortWithinPartitions(
                                ModelMetricsTable.PROTOCOL,
                                ModelMetricsTable.SLICE,
                                ModelMetricsTable.METRIC,
                                ModelMetricsTable.K,
                                ModelMetricsTable.MODEL));
    }

    private static Dataset<Row> ofLists(Run run, EvaluateSettings settings, LocalDate cut) {
        Dataset<Row> pairs = run.write(BacktestPairsTable.CONTRACT, new EarlierInputs(run).pairs(cut));
        Dataset<Row> users = run.table(UserIndexTable.CONTRACT);
        Dataset<Row> itemIndex = run.table(ItemIndexTable.CONTRACT);
        Dataset<Row> items = run.write(BacktestItemsTable.CONTRACT, dated(items(pairs, itemIndex), run, cut));
        Dataset<Row> sought = Relevant.pairs(run.table(InteractionsTable.CONTRACT), pairs, cut)
                .persist();
        Dataset<Row> relevant = run.write(
                BacktestRelevantTable.CONTRACT,
                dated(Relevant.named(Relevant.byProtocol(sought), users, itemIndex), run, cut));
        RecommendSettings recommend = run.settings().recommend();
        ListInputs inputs = new EarlierInputs(run)
                .of(pairs, cut)
                .forAudience(Relevant.users(sought, users))
                .with(RankerRows.read(run.table(RankerModelsTable.CONTRACT), RankerRows.MEASURE));
        Dataset<Row> lists = run.write(
                BacktestListsTable.CONTRACT, dated(BacktestLists.of(inputs, sought, settings, recommend), run, cut));
        sought.unpersist();
        return dated(ModelMetrics.of(lists, relevant, items, settings), run, cut);
    }

    private static Dataset<Row> items(Dataset<Row> pairs, Dataset<Row> itemIndex) {
        Dataset<Row> converted =
                pairs.where(col(InteractionsTable.LAST_CONVERSION).isNotNull());
        String everybody = "everybody";
        return converted
                .groupBy(InteractionsTable.ITEM)
                .agg(count(lit(1)).as(BacktestItemsTable.USERS))
                .join(itemIndex, InteractionsTable.ITEM)
                .crossJoin(converted.agg(countDistinct(InteractionsTable.USER).as(everybody)))
                .select(
                        col(ItemIndexTable.ITEM_ID).as(BacktestItemsTable.ITEM_ID),
                        col(BacktestItemsTable.USERS),
                        col(BacktestItemsTable.USERS).divide(col(everybody)).as(BacktestItemsTable.SHARE));
    }

    private static Dataset<Row> dated(Dataset<Row> rows, Run run, LocalDate cut) {
        return ModelMetrics.dated(rows, run.date(), cut);
    }
}
