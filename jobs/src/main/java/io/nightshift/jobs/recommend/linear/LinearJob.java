package io.nightshift.jobs.recommend.linear;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.recommend.InteractionsTable;
import java.util.List;

/** Solves the linear item-item model of the night's interactions. */
public final class LinearJob implements Job {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public String description() {
        return "Solves the linear item-item model (EASE) and keeps each item's strongest weights";
    }

    @Override
    public List<Contract> reads() {
        return List.of(InteractionsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(LinearLinksTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.sources.linear");
    }

    @Override
    public void compute(Run run) {
        LinearSettings settings = run.settings().recommend().sources().linear();
        run.write(
                LinearLinksTable.CONTRACT,
                settings.enabled()
                        ? LinearLinks.of(run.table(InteractionsTable.CONTRACT), settings)
                        : run.spark().createDataFrame(List.of(), LinearLinksTable.CONTRACT.schema()));
    }
}
