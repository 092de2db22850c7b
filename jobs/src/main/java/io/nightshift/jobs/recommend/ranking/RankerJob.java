package io.nightshift.jobs.recommend.ranking;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.EarlierFactorsTable;
import io.nightshift.jobs.recommend.EarlierInputs;
import io.nightshift.jobs.recommend.EarlierLinksTable;
import io.nightshift.jobs.recommend.EarlierModels;
import io.nightshift.jobs.recommend.EarlierSuggestionsTable;
import io.nightshift.jobs.recommend.Interactions;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Learns to rank from what became of the candidates of earlier dates. */
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
        return List.of(EventsTable.CONTRACT, ItemsTable.CONTRACT, UserIndexTable.CONTRACT, ItemIndexTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(
                EarlierFactorsTable.CONTRACT,
                EarlierLinksTable.CONTRACT,
                EarlierSuggestionsTable.CONTRACT,
                RankerModelsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend", "interactions", "seed");
    }

    @Override
    public void compute(Run run) {
        Dataset<Row> users = run.table(UserIndexTable.CONTRACT);
        Dataset<Row> itemIndex = run.table(ItemIndexTable.CONTRACT);
        Dataset<Row> events = Interactions.dense(run.table(EventsTable.CONTRACT), users, itemIndex);
        EarlierInputs earlier =
                new EarlierInputs(users, run.table(ItemsTable.CONTRACT), itemIndex, events, run.settings());
        EarlierModels models = EarlierModels.fit(run, earlier, LearnedRanker.dates(earlier, run.date()));
        LearnedRanker learned = LearnedRanker.asOf(earlier.with(models), run.date());
        report(run, learned);
        run.write(
                RankerModelsTable.CONTRACT,
                run.spark()
                        .createDataFrame(RankerRows.of(learned.ranker()), RankerModelsTable.CONTRACT.schema())
                        .coalesce(1));
    }

    private static void report(Run run, LearnedRanker learned) {
        run.report("ranker-learned", learned.ranker().isLearned() ? 1 : 0);
        learned.examples().forEach((kind, counts) -> {
            run.report("ranker-" + kind.id() + "-taken", counts.taken());
            run.report("ranker-" + kind.id() + "-left", counts.left());
        });
        learned.ranker()
                .models()
                .forEach((kind, model) ->
                        run.report("ranker-" + kind.id() + "-trees", model.candidates() instanceof TreesModel ? 1 : 0));
        learned.contests().forEach((kind, contest) -> {
            run.report("ranker-" + kind.id() + "-logistic-precision", contest.logistic());
            run.report("ranker-" + kind.id() + "-trees-precision", contest.trees());
        });
    }
}
