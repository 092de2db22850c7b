package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.col;

import io.nightshift.contract.Audit;
import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.RankedCandidatesTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.util.List;

/** Makes the lists that are shown out of the ranked candidates. */
public final class RulesJob implements Job {
    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String description() {
        return "Makes every user's lists out of the ranked candidates";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                ItemsTable.CONTRACT,
                UserIndexTable.CONTRACT,
                ItemIndexTable.CONTRACT,
                InteractionsTable.CONTRACT,
                RankedCandidatesTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(RecommendationsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend");
    }

    @Override
    public void compute(Run run) {
        int topN = run.settings().recommend().topN();
        run.write(
                RecommendationsTable.CONTRACT,
                run.table(RankedCandidatesTable.CONTRACT)
                        .where(col(RankedCandidatesTable.RANK).leq(topN)));
    }

    @Override
    public List<Audit> audit(Run run) {
        return new ListAudit(run).results();
    }
}
