package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Audit;
import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.ItemRecommendationsTable;
import io.nightshift.jobs.recommend.RankedCandidatesTable;
import io.nightshift.jobs.recommend.RankedItemCandidatesTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.jobs.recommend.rules.Placement.Subject;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Makes the lists of users and items that are shown out of the ranked candidates, by the rules that hold on the run date. */
public final class RulesJob implements Job {
    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String description() {
        return "Makes the lists of users and items out of the ranked candidates, by the rules of the settings";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                ItemsTable.CONTRACT,
                UsersTable.CONTRACT,
                UserIndexTable.CONTRACT,
                ItemIndexTable.CONTRACT,
                InteractionsTable.CONTRACT,
                RankedCandidatesTable.CONTRACT,
                RankedItemCandidatesTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(RecommendationsTable.CONTRACT, ItemRecommendationsTable.CONTRACT, RuleEffectsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend", "inputs");
    }

    @Override
    public List<String> settingsProblems(NightshiftSettings settings, SparkSession spark) {
        return RuleReading.problems(settings, spark);
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return !table.equals(ItemRecommendationsTable.CONTRACT)
                || !run.settings().recommend().rules().placements(Subject.ITEMS).isEmpty();
    }

    @Override
    public void compute(Run run) {
        RuleReading reading = new RuleReading(run);
        Dataset<Row> effects = writeUsers(run, reading.inputs()).unionByName(writeItems(run, reading));
        run.write(RuleEffectsTable.CONTRACT, effects)
                .orderBy(col(RuleEffectsTable.PLACEMENT), col(RuleEffectsTable.RULE))
                .collectAsList()
                .forEach(row -> report(run, row));
    }

    /** Writes the lists of users; the effects of the rules on them. */
    private static Dataset<Row> writeUsers(Run run, RuleInputs inputs) {
        RuledLists lists = lists(run, inputs);
        run.write(RecommendationsTable.CONTRACT, dated(run, lists.lists()));
        return lists.effects();
    }

    /** Writes the lists of items, which cost nothing where no placement is of items; the effects of the rules on them. */
    private static Dataset<Row> writeItems(Run run, RuleReading reading) {
        RuleInputs inputs = reading.inputsOfItems();
        if (inputs.placements().isEmpty()) {
            run.write(ItemRecommendationsTable.CONTRACT, none(run, ItemRecommendationsTable.CONTRACT));
            return none(run, RuleEffectsTable.CONTRACT);
        }
        RuledLists lists = lists(run, inputs);
        Dataset<Row> ofItems = lists.lists()
                .withColumnRenamed(RecommendationsTable.ITEM_ID, ItemRecommendationsTable.RECOMMENDED_ITEM_ID)
                .withColumnRenamed(RecommendationsTable.USER_ID, ItemRecommendationsTable.ITEM_ID);
        run.write(ItemRecommendationsTable.CONTRACT, dated(run, ofItems));
        return lists.effects();
    }

    private static RuledLists lists(Run run, RuleInputs inputs) {
        return new RuledLists(
                inputs,
                run.settings().recommend().rules().reasons(),
                run.settings().recommend().catalogue().maxBroadcastMb());
    }

    private static Dataset<Row> dated(Run run, Dataset<Row> rows) {
        return rows.withColumn(RecommendationsTable.RUN_DATE, lit(Date.valueOf(run.date())));
    }

    private static Dataset<Row> none(Run run, Contract table) {
        return run.spark().createDataFrame(List.of(), table.schema());
    }

    /** As many figures as rules times placements times effects. */
    private static void report(Run run, Row row) {
        for (String effect : List.of(RuleEffectsTable.REMOVED, RuleEffectsTable.MOVED, RuleEffectsTable.PINNED)) {
            run.report(
                    "rules." + row.getAs(RuleEffectsTable.PLACEMENT) + "." + row.getAs(RuleEffectsTable.RULE) + "."
                            + effect,
                    row.<Long>getAs(effect));
        }
    }

    @Override
    public List<Audit> audit(Run run) {
        return ListAudit.results(run);
    }
}
