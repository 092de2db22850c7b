package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.propensity.PropensityBacktestTable;
import io.nightshift.jobs.recommend.EarlierFactorsTable;
import io.nightshift.jobs.recommend.EarlierLinksTable;
import io.nightshift.jobs.recommend.EarlierSuggestionsTable;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.sql.Date;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Trains the night's models again on what was known some weeks ago and measures them on what happened since. */
public final class EvaluateJob implements Job {
    /** The tables of the backtest of lists, empty on nights without one. */
    private static final List<Contract> LISTS = List.of(
            BacktestPairsTable.CONTRACT,
            BacktestItemsTable.CONTRACT,
            BacktestRelevantTable.CONTRACT,
            BacktestUsersTable.CONTRACT,
            BacktestListsTable.CONTRACT,
            ModelComparisonsTable.CONTRACT);

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
                UsersTable.CONTRACT,
                UserIndexTable.CONTRACT,
                ItemIndexTable.CONTRACT,
                InteractionsTable.CONTRACT,
                EarlierFactorsTable.CONTRACT,
                EarlierLinksTable.CONTRACT,
                EarlierSuggestionsTable.CONTRACT,
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
                "evaluate.folds",
                "evaluate.lengths",
                "evaluate.popular-days",
                "evaluate.category-level",
                "evaluate.slices",
                "interactions",
                "recommend",
                "seed");
    }

    @Override
    public String inputFingerprint(Run run) {
        return run.liveAtStart(RecommendationsTable.CONTRACT)
                .map(last -> "release " + last.number())
                .orElse("");
    }

    /** A weekly backtest comes and goes, and with it most figures. */
    @Override
    public boolean isSteady(Contract table, Run run) {
        return run.settings().evaluate().schedule() == Schedule.NIGHTLY;
    }

    @Override
    public void compute(Run run) {
        Dataset<Row> ofTargets = BinaryMetrics.of(run.table(PropensityBacktestTable.CONTRACT), run.date());
        if (run.settings().evaluate().goesWith(run.date())) {
            withLists(run, ofTargets);
        } else {
            LISTS.forEach(table -> run.write(table, run.spark().createDataFrame(List.of(), table.schema())));
            write(run, ofTargets);
        }
    }

    private static void withLists(Run run, Dataset<Row> ofTargets) {
        EvaluateSettings settings = run.settings().evaluate();
        try (Backtests backtests = Backtests.of(run)) {
            MeasuredLists measured = new MeasuredLists(
                    run.write(BacktestListsTable.CONTRACT, dated(backtests.lists(), run)),
                    run.write(BacktestRelevantTable.CONTRACT, dated(backtests.relevant(), run)),
                    run.write(BacktestItemsTable.CONTRACT, dated(backtests.items(), run)),
                    run.write(BacktestUsersTable.CONTRACT, dated(backtests.users(), run)));
            Dataset<Row> expected = ExpectedFigures.rows(run.spark(), backtests.expected());
            Dataset<Row> values = measured.values(settings.lengths()).persist(StorageLevel.MEMORY_AND_DISK());
            try {
                Dataset<Row> comparisons = Comparisons.of(values, measured.users(), expected, settings.lengths());
                run.write(
                        ModelComparisonsTable.CONTRACT, dated(comparisons, run).coalesce(1));
                write(run, ofTargets.unionByName(dated(ModelMetrics.of(measured, values, expected, settings), run)));
            } finally {
                values.unpersist();
            }
        }
    }

    private static void write(Run run, Dataset<Row> figures) {
        run.write(
                ModelMetricsTable.CONTRACT,
                figures.coalesce(1)
                        .sortWithinPartitions(
                                ModelMetricsTable.CUT_DATE,
                                ModelMetricsTable.PROTOCOL,
                                ModelMetricsTable.SLICE,
                                ModelMetricsTable.METRIC,
                                ModelMetricsTable.K,
                                ModelMetricsTable.MODEL));
    }

    private static Dataset<Row> dated(Dataset<Row> rows, Run run) {
        return rows.withColumn(ModelMetricsTable.RUN_DATE, lit(Date.valueOf(run.date())));
    }
}
