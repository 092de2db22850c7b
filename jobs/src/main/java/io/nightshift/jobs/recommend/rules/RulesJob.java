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
import io.nightshift.jobs.recommend.RankedCandidatesTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Makes the lists that are shown out of the ranked candidates, by the rules that hold on the run date. */
public final class RulesJob implements Job {
    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String description() {
        return "Makes every user's lists out of the ranked candidates, by the rules of the settings";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                ItemsTable.CONTRACT,
                UsersTable.CONTRACT,
                UserIndexTable.CONTRACT,
                ItemIndexTable.CONTRACT,
                InteractionsTable.CONTRACT,
                RankedCandidatesTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(RecommendationsTable.CONTRACT, RuleEffectsTable.CONTRACT);
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
    public void compute(Run run) {
        RuledLists lists = new RuledLists(
                new RuleReading(run).inputs(),
                run.settings().recommend().rules().reasons(),
                run.settings().recommend().catalogue().maxBroadcastMb());
        run.write(
                RecommendationsTable.CONTRACT,
                lists.lists().withColumn(RecommendationsTable.RUN_DATE, lit(Date.valueOf(run.date()))));
        run.write(RuleEffectsTable.CONTRACT, lists.effects())
                .orderBy(col(RuleEffectsTable.PLACEMENT), col(RuleEffectsTable.RULE))
                .collectAsList()
                .forEach(row -> report(run, row));
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
        return new ListAudit(run).results();
    }
}
