package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the items that the same users take. */
public final class NeighboursJob implements Job {
    @Override
    public String name() {
        return "neighbours";
    }

    @Override
    public String description() {
        return "Finds for each item those that the same users take";
    }

    @Override
    public List<Contract> reads() {
        return List.of(InteractionsTable.CONTRACT, ItemIndexTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(ItemNeighboursTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.sources.neighbours");
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return run.settings().recommend().sources().neighbours().enabled();
    }

    @Override
    public void compute(Run run) {
        NeighbourSettings settings = run.settings().recommend().sources().neighbours();
        if (!settings.enabled()) {
            run.write(
                    ItemNeighboursTable.CONTRACT,
                    run.spark().createDataFrame(List.of(), ItemNeighboursTable.CONTRACT.schema()));
            return;
        }
        Dataset<Row> pairs = run.table(InteractionsTable.CONTRACT);
        run.report("neighbours-capped-pairs", ItemNeighbours.capped(pairs, settings.maxItemsPerUser()));
        Dataset<Row> named = ItemLinkRows.named(
                ItemNeighbours.of(pairs, settings),
                run.table(ItemIndexTable.CONTRACT),
                ItemNeighboursTable.ITEM_ID,
                ItemNeighboursTable.NEIGHBOUR_ID);
        run.write(
                ItemNeighboursTable.CONTRACT,
                named.withColumnRenamed(ItemLinkRows.RANK, ItemNeighboursTable.RANK)
                        .withColumnRenamed(ItemLinkRows.WEIGHT, ItemNeighboursTable.SCORE)
                        .withColumn(ItemNeighboursTable.RUN_DATE, lit(Date.valueOf(run.date()))));
    }
}
