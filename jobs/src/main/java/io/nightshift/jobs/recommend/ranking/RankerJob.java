package io.nightshift.jobs.recommend.ranking;

import static org.apache.spark.sql.functions.min;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.EarlierInputs;
import io.nightshift.jobs.recommend.Examples;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.ListInputs;
import io.nightshift.jobs.recommend.RecommendSettings;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.jobs.recommend.ranking.RankerTraining.Trained;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Learns how to rank from what users went on to take: makes the candidates of earlier dates, looks at what became of them, and fits tonight's
 * ranker and, on nights with a backtest, one more that knows nothing of what comes after the cut.
 */
public final class RankerJob implements Job {
    @Override
    public String name() {
        return "ranker";
    }

    @Override
    public String description() {
        return "Learns to rank the candidates of all sources from what users took in earlier weeks";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                EventsTable.CONTRACT, ItemsTable.CONTRACT, UserIndexTable.CONTRACT, ItemIndexTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(RankingExamplesTable.CONTRACT, RankerModelsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of(
                "recommend",
                "interactions",
                "seed",
                "evaluate.schedule",
                "evaluate.weekday",
                "evaluate.holdout-days");
    }

    @Override
    public void compute(Run run) {
        Map<String, List<LocalDate>> wanted = windows(run);
        Dataset<Row> examples = examples(run, new TreeSet<>(wanted.values().stream()
                .flatMap(List::stream)
                .toList()));
        List<Row> models = new ArrayList<>();
        if (run.rows(RankingExamplesTable.CONTRACT) > 0) {
            List<Trained> trained =
                    new RankerTraining(features(run), run.settings().recommend().ranking())
                            .fit(examples, List.copyOf(wanted.values()));
            List<String> purposes = List.copyOf(wanted.keySet());
            for (int i = 0; i < trained.size(); i++) {
                report(run, purposes.get(i), trained.get(i));
                models.addAll(RankerRows.of(purposes.get(i), trained.get(i).ranker()));
            }
        }
        run.write(
                RankerModelsTable.CONTRACT,
                run.spark().createDataFrame(models, RankerModelsTable.CONTRACT.schema()).coalesce(1));
    }

    private static void report(Run run, String purpose, Trained trained) {
        run.report("ranker." + purpose + ".learned", trained.ranker().isLearned() ? 1 : 0);
        trained.examples().forEach((kind, counts) -> {
            run.report("ranker." + purpose + "." + kind.id() + ".taken", counts.taken());
            run.report("ranker." + purpose + "." + kind.id() + ".left", counts.left());
        });
    }

    /** As-of dates of the label windows of each purpose; only those with at least as much history before them as a window is long. */
    private static Map<String, List<LocalDate>> windows(Run run) {
        RankingSettings settings = run.settings().recommend().ranking();
        Map<String, List<LocalDate>> windows = new LinkedHashMap<>();
        if (settings.model() == RankingSettings.Model.OFF) {
            return windows;
        }
        Date first = run.table(EventsTable.CONTRACT)
                .agg(min(EventsTable.EVENT_DATE))
                .first()
                .getDate(0);
        if (first == null) {
            return windows;
        }
        LocalDate earliest = first.toLocalDate().plusDays(settings.labelDays() - 1L);
        windows.put(RankerRows.SCORE, settings.asOfDates(run.date(), earliest));
        run.settings()
                .backtestCut(run.date())
                .ifPresent(cut -> windows.put(RankerRows.MEASURE, settings.asOfDates(cut, earliest)));
        return windows;
    }

    private static Dataset<Row> examples(Run run, TreeSet<LocalDate> dates) {
        RecommendSettings settings = run.settings().recommend();
        EarlierInputs earlier = new EarlierInputs(run);
        Dataset<Row> examples = run.spark().createDataFrame(List.of(), RankingExamplesTable.CONTRACT.schema());
        List<Dataset<Row>> persisted = new ArrayList<>();
        for (LocalDate date : dates) {
            Dataset<Row> pairs = earlier.pairs(date).persist(StorageLevel.MEMORY_AND_DISK());
            persisted.add(pairs);
            ListInputs inputs = earlier.of(pairs, date);
            Dataset<Row> taken = earlier.taken(date, settings.ranking().labelDays());
            examples = examples.unionByName(
                    Examples.of(inputs, taken, settings, run.settings().seed()));
        }
        Dataset<Row> stored = run.write(RankingExamplesTable.CONTRACT, examples);
        persisted.forEach(Dataset::unpersist);
        return stored;
    }

    private static Map<Kind, List<String>> features(Run run) {
        return Arrays.stream(Kind.values())
                .collect(Collectors.toMap(kind -> kind, kind -> Examples.features(List.of(), kind)));
    }
}
