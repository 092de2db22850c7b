package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.basket.BoughtTogether;
import io.nightshift.jobs.recommend.basket.BoughtTogetherTable;
import io.nightshift.jobs.recommend.content.ContentNeighbours;
import io.nightshift.jobs.recommend.content.ContentNeighboursTable;
import io.nightshift.jobs.recommend.linear.LinearLinksTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.jobs.recommend.neighbours.ItemNeighboursTable;
import io.nightshift.jobs.recommend.neighbours.NeighbourItemsTable;
import io.nightshift.jobs.recommend.neighbours.ViewedThenBought;
import io.nightshift.jobs.recommend.neighbours.ViewedThenBoughtTable;
import io.nightshift.jobs.recommend.ranking.RankerModelsTable;
import io.nightshift.jobs.recommend.ranking.RankerRows;
import io.nightshift.jobs.recommend.rules.Placement.Subject;
import java.sql.Date;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Ranks the candidates of every user of the audience, makes the lists of similar items, and ranks what goes with every item. */
public final class RecommendJob implements Job {
    @Override
    public String name() {
        return "recommend";
    }

    @Override
    public String description() {
        return "Ranks every user's candidates from vectors, repeats and a fallback ladder, and what goes with every item";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                ItemsTable.CONTRACT,
                UserIndexTable.CONTRACT,
                ItemIndexTable.CONTRACT,
                InteractionsTable.CONTRACT,
                UserFactorsTable.CONTRACT,
                ItemFactorsTable.CONTRACT,
                LinearLinksTable.CONTRACT,
                ItemNeighboursTable.CONTRACT,
                BoughtTogetherTable.CONTRACT,
                ViewedThenBoughtTable.CONTRACT,
                ContentNeighboursTable.CONTRACT,
                NeighbourItemsTable.CONTRACT,
                PopularItemsTable.CONTRACT,
                RankerModelsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(RankedCandidatesTable.CONTRACT, SimilarItemsTable.CONTRACT, RankedItemCandidatesTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend");
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return !table.equals(RankedItemCandidatesTable.CONTRACT)
                || !run.settings().recommend().rules().placements(Subject.ITEMS).isEmpty();
    }

    @Override
    public void compute(Run run) {
        RecommendSettings settings = run.settings().recommend();
        ListInputs inputs = inputs(run, settings);
        Dataset<Row> lists =
                UserLists.of(inputs, settings.candidateLists(), settings).drop(UserLists.USER, UserLists.ITEM);
        run.write(RankedCandidatesTable.CONTRACT, dated(lists, run));
        Dataset<Row> similar =
                run.write(SimilarItemsTable.CONTRACT, dated(SimilarItems.of(inputs, settings.similar()), run));
        run.write(RankedItemCandidatesTable.CONTRACT, dated(new ItemCandidates(run, similar).all(), run));
    }

    private static ListInputs inputs(Run run, RecommendSettings settings) {
        Dataset<Row> users = run.table(UserIndexTable.CONTRACT);
        Dataset<Row> items = run.table(ItemIndexTable.CONTRACT);
        Dataset<Row> pairs = run.table(InteractionsTable.CONTRACT);
        Factors factors = Factors.of(
                run.table(UserFactorsTable.CONTRACT)
                        .join(users, UserIndexTable.USER_ID)
                        .select(UserIndexTable.USER, Factors.FACTOR),
                run.table(ItemFactorsTable.CONTRACT)
                        .join(items, ItemIndexTable.ITEM_ID)
                        .select(ItemIndexTable.ITEM, Factors.FACTOR));
        return new ListInputs(
                Audience.of(users, pairs, run.date(), settings.audienceActiveDays()),
                run.table(ItemsTable.CONTRACT),
                items,
                pairs,
                factors,
                links(run, settings, items),
                suggestions(run, settings, users, items),
                RankerRows.read(run.table(RankerModelsTable.CONTRACT)),
                run.date());
    }

    private static List<ListInputs.Links> links(Run run, RecommendSettings settings, Dataset<Row> items) {
        return settings.sources().ofLinks().stream()
                .map(source -> new ListInputs.Links(source, links(run, source, items)))
                .toList();
    }

    private static Dataset<Row> links(Run run, Source source, Dataset<Row> items) {
        return switch (source) {
            case LINEAR -> run.table(LinearLinksTable.CONTRACT);
            case BASKET -> BoughtTogether.storedLinks(run.table(BoughtTogetherTable.CONTRACT), items);
            case VIEWED_THEN_BOUGHT -> ViewedThenBought.storedLinks(run.table(ViewedThenBoughtTable.CONTRACT), items);
            case CONTENT ->
                ContentNeighbours.bothWays(ItemLinkRows.dense(
                        run.table(ContentNeighboursTable.CONTRACT),
                        ContentNeighboursTable.ITEM_ID,
                        ContentNeighboursTable.SIMILAR_ITEM_ID,
                        ContentNeighboursTable.SCORE,
                        items));
            default ->
                ItemLinkRows.dense(
                        run.table(ItemNeighboursTable.CONTRACT),
                        ItemNeighboursTable.ITEM_ID,
                        ItemNeighboursTable.NEIGHBOUR_ID,
                        ItemNeighboursTable.SCORE,
                        items);
        };
    }

    private static Optional<Dataset<Row>> suggestions(
            Run run, RecommendSettings settings, Dataset<Row> users, Dataset<Row> items) {
        if (!settings.sources().userNeighbours().candidates()) {
            return Optional.empty();
        }
        return Optional.of(run.table(NeighbourItemsTable.CONTRACT)
                .join(users, UserIndexTable.USER_ID)
                .join(items, ItemIndexTable.ITEM_ID)
                .select(UserIndexTable.USER, ItemIndexTable.ITEM, NeighbourItemsTable.SCORE));
    }

    private static Dataset<Row> dated(Dataset<Row> rows, Run run) {
        return rows.withColumn(RecommendationsTable.RUN_DATE, lit(Date.valueOf(run.date())));
    }
}
